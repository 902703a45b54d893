package dev.runnerfleet.access;

import org.springframework.validation.Errors;

/**
 * A new password, typed twice against slips, with the current one where it is one's own.
 */
class PasswordForm {

	private String current = "";

	private String password = "";

	private String again = "";

	void check(Errors errors) {
		PasswordRule.check("password", this.password, errors);
		if (!this.password.equals(this.again)) {
			errors.rejectValue("again", "again", "This differs from the password above.");
		}
	}

	public String getCurrent() {
		return this.current;
	}

	public void setCurrent(String current) {
		this.current = current;
	}

	public String getPassword() {
		return this.password;
	}

	public void setPassword(String password) {
		this.password = password;
	}

	public String getAgain() {
		return this.again;
	}

	public void setAgain(String again) {
		this.again = again;
	}

}
