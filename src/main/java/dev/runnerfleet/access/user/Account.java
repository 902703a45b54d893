package dev.runnerfleet.access.user;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.runnerfleet.web.Role;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/**
 * A user as Spring Security knows one, with the version that a sign-in holds on to.
 *
 * @param mustChangePassword whether somebody else chose the password
 * @param hash the hashed password, blank where it is not needed any more
 */
public record Account(SignIn signIn, Role role, boolean enabled, boolean mustChangePassword,
		String hash) implements UserDetails {

	/** Whether somebody has to choose a password of their own before they go on. */
	public static boolean needsOwnPassword(@Nullable Authentication user) {
		return user != null && user.getPrincipal() instanceof Account account && account.mustChangePassword();
	}

	/** The same once the password was checked, so that its hash is not carried along. */
	public Account withoutPassword() {
		return new Account(this.signIn, this.role, this.enabled, this.mustChangePassword, "");
	}

	/**
	 * The same user by way of a token, which does not follow from the password and has a
	 * role of its own.
	 */
	public Account withToken(Role most) {
		return new Account(this.signIn, this.role.isAbove(most) ? most : this.role, this.enabled, false, "");
	}

	@Override
	public Collection<? extends GrantedAuthority> getAuthorities() {
		return List.of(new SimpleGrantedAuthority(this.role.authority()));
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

	/**
	 * All that a session remembers of its owner: who, and as which version of that user,
	 * so that the user's row decides at every request whether the sign-in still holds.
	 *
	 * @param name in lower case
	 * @param version what it was when the password was checked
	 */
	public record SignIn(String name, int version) {

		private static final Pattern TEXT = Pattern.compile("([^/]+)/(\\d{1,9})");

		/** Reads what {@link #toString()} wrote, today or in an earlier version. */
		public static Optional<SignIn> parse(String text) {
			Matcher parts = TEXT.matcher(text);
			return parts.matches() ? Optional.of(new SignIn(parts.group(1), Integer.parseInt(parts.group(2))))
					: Optional.empty();
		}

		@Override
		public String toString() {
			return this.name + "/" + this.version;
		}

	}

}
