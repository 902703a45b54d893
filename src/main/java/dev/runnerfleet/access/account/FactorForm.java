package dev.runnerfleet.access.account;

/** What confirms that a second factor is to be set up or taken away. */
class FactorForm {

	private String current = "";

	private String code = "";

	public String getCurrent() {
		return this.current;
	}

	public void setCurrent(String current) {
		this.current = current;
	}

	public String getCode() {
		return this.code;
	}

	public void setCode(String code) {
		this.code = code.strip();
	}

}
