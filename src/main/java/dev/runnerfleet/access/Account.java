package dev.runnerfleet.access;

import java.util.Collection;
import java.util.List;

import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/**
 * A user as Spring Security knows one, with the version that a sign-in holds on to.
 *
 * @param mustChangePassword whether somebody else chose the password
 * @param hash the hashed password, blank where it is not needed any more
 */
record Account(SignIn signIn, Role role, boolean enabled, boolean mustChangePassword,
		String hash) implements UserDetails {

	Account withoutPassword() {
		return new Account(this.signIn, this.role, this.enabled, this.mustChangePassword, "");
	}

	/**
	 * The same user by way of a token, which does not follow from the password and has a
	 * role of its own.
	 */
	Account withToken(Role most) {
		return new Account(this.signIn, this.role.isAbove(most) ? most : this.role, this.enabled, false, "");
	}

	@Override
	public Collection<? extends GrantedAuthority> getAuthorities() {
		return List.of(new SimpleGrantedAuthority("ROLE_" + this.role));
	}

	@Override
	public String getPassword() {
		return this.hash;
	}

	@Override
	public String getUsername() {
		return this.signIn.name();
	}

	@Override
	public boolean isEnabled() {
		return this.enabled;
	}

	/** Leaves out the hash, which a record's own form would print. */
	@Override
	public String toString() {
		return getUsername();
	}

}
