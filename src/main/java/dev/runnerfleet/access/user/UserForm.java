package dev.runnerfleet.access.user;

import java.util.Locale;
import java.util.Objects;

import dev.runnerfleet.access.password.PasswordRule;
import dev.runnerfleet.web.Role;
import org.jspecify.annotations.Nullable;

import org.springframework.validation.Errors;

/** A new user as an administrator types it in. */
class UserForm {

	private String name = "";

	private String password = "";

	private @Nullable Role role = Role.VIEWER;

	/** Whether a user can have this name. */
	static boolean isName(String name) {
		return name.matches("[a-z0-9][a-z0-9._@-]{0,63}");
	}

	void check(Errors errors) {
		if (!isName(this.name)) {
			errors.rejectValue("name", "name",
					"Use 1 to 64 of the letters a to z, digits, dots, hyphens, underscores and @, and begin with a letter or digit.");
		}
		if (this.name.equals("new")) {
			errors.rejectValue("name", "reserved", "The portal uses this word in its addresses. Choose another name.");
		}
		if (this.role == null && !errors.hasFieldErrors("role")) {
			errors.rejectValue("role", "role", "Choose a role.");
		}
		PasswordRule.check("password", this.password, this.name, errors);
	}

	/** The role, once it was checked. */
	Role role() {
		return Objects.requireNonNull(this.role);
	}

	public String getName() {
		return this.name;
	}

	public void setName(String name) {
		this.name = name.strip().toLowerCase(Locale.ROOT);
	}

	public String getPassword() {
		return this.password;
	}

	public void setPassword(String password) {
		this.password = password;
	}

	public @Nullable Role getRole() {
		return this.role;
	}

	public void setRole(@Nullable Role role) {
		this.role = role;
	}

}
