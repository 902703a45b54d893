package dev.runnerfleet.access.password;

import org.springframework.validation.Errors;

/**
 * A new password, typed twice against slips, with the current one where it is one's own.
 */
public class PasswordForm {

	private String current = "";

	private String password = "";

	private String again = "";

	/** Holds it against the rule, and whose password it shall be. */
	public void check(String name, Errors errors) {
		PasswordRule.check("password", this.password, name, errors);
		if (!this.password.equals(this.again)) {
			errors.rejectValue("again", "again", "This differs from the password above.");
		}
	}

	/** A password that others know is not got rid of by typing it again. */
	public void checkDifference(Errors errors) {
		if (this.password.equals(this.current) && !this.password.isEmpty()) {
			errors.rejectValue("password", "same", "This is the password that you have now. Choose another one.");
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
