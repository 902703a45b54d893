package dev.runnerfleet.secret;

/**
 * What tokens begin with, by their issuers' documentation: the one list that everything
 * which recognises a token goes by.
 */
enum TokenPrefix {

	/** GitLab: a runner authentication token. */
	RUNNER("glrt-"),
	/** GitLab: a runner authentication token that was traded for a registration token. */
	TRADED_RUNNER("glrtr-"),
	/** GitLab: a registration token. */
	REGISTRATION("GR1348941"),
	/** GitLab: a personal, group or project access token. */
	ACCESS("glpat-"),
	/** GitLab: a deploy token. */
	DEPLOY("gldt-"),
	/** GitLab: a CI/CD job token. */
	JOB("glcbt-"),
	/** GitLab: a pipeline trigger token. */
	TRIGGER("glptt-"),
	/** GitLab: a feed token. */
	FEED("glft-"),
	/** GitLab: an incoming mail token. */
	INCOMING_MAIL("glimt-"),
	/** GitLab: a Kubernetes agent token. */
	AGENT("glagent-"),
	/** GitLab: a workspace token. */
	WORKSPACE("glwt-"),
	/** GitLab: the secret of an OAuth application. */
	OAUTH_SECRET("gloas-"),
	/** GitLab: a SCIM token. */
	SCIM("glsoat-"),
	/** GitLab: a feature flags client token. */
	FEATURE_FLAGS("glffct-"),
	/** GitLab: a session. */
	SESSION("_gitlab_session="),
	/** This portal: an API token. */
	PORTAL("rfp_");

	private final String text;

	TokenPrefix(String text) {
		this.text = text;
	}

	/** The prefix itself, with its hyphen where it has one. */
	public String text() {
		return this.text;
	}

}
