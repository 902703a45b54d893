package dev.runnerfleet.access.account;

import java.time.Duration;
import java.util.Objects;

import dev.runnerfleet.web.Role;
import org.jspecify.annotations.Nullable;

import org.springframework.validation.Errors;

/** A new API token as its owner wants it. */
class ApiTokenForm {

	private static final int LONGEST = 60;

	private static final int MOST_DAYS = 365;

	private String name = "";

	private @Nullable Role role = Role.VIEWER;

	private @Nullable Integer days = 90;

	void check(Role owner, Errors errors) {
		if (!this.name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} ._@/-]{0," + (LONGEST - 1) + "}")) {
			errors.rejectValue("name", "name",
					"Use 1 to 60 letters, digits, spaces, dots, hyphens, underscores, slashes or @.");
		}
		if (!errors.hasFieldErrors("role")
				&& (this.role == null || this.role == Role.ADMIN || this.role.isAbove(owner))) {
			errors.rejectValue("role", "role", "Choose viewer or operator, and no more than you may do yourself.");
		}
		if (!errors.hasFieldErrors("days") && (this.days == null || this.days < 1 || this.days > MOST_DAYS)) {
			errors.rejectValue("days", "days", "Choose 1 to 365 days.");
		}
	}

	Duration lasting() {
		return Duration.ofDays((this.days != null) ? this.days : 0);
	}

	/** The role, once it was checked. */
	Role role() {
		return Objects.requireNonNull(this.role);
	}

	public String getName() {
		return this.name;
	}

	public void setName(String name) {
		this.name = name.strip();
	}

	public @Nullable Role getRole() {
		return this.role;
	}

	public void setRole(@Nullable Role role) {
		this.role = role;
	}

	public @Nullable Integer getDays() {
		return this.days;
	}

	public void setDays(@Nullable Integer days) {
		this.days = days;
	}

}
