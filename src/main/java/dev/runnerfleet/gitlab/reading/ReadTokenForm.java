package dev.runnerfleet.gitlab.reading;

import dev.runnerfleet.secret.Secret;

/** A read token as an administrator types it in; it is never sent back. */
class ReadTokenForm {

	private String gitlabUrl = "";

	private Secret token = Secret.of("");

	private boolean anyway;

	public String getGitlabUrl() {
		return this.gitlabUrl;
	}

	public void setGitlabUrl(String gitlabUrl) {
		this.gitlabUrl = gitlabUrl.strip();
	}

	public Secret getToken() {
		return this.token;
	}

	public void setToken(Secret token) {
		this.token = token;
	}

	public boolean isAnyway() {
		return this.anyway;
	}

	public void setAnyway(boolean anyway) {
		this.anyway = anyway;
	}

}
