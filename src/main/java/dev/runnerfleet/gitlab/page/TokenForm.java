package dev.runnerfleet.gitlab.page;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

import dev.runnerfleet.gitlab.runner.RunnerTarget;
import dev.runnerfleet.gitlab.runner.RunnerWish;
import dev.runnerfleet.secret.Secret;
import org.jspecify.annotations.Nullable;

/** What a person entered on the token page, whichever tab it was. */
class TokenForm {

	private static final Pattern KEY = Pattern.compile("[ -~]{1,100}");

	private String key = UUID.randomUUID().toString();

	private String gitlabUrl = "";

	private Secret token = Secret.of("");

	private RunnerTarget.Scope scope = RunnerTarget.Scope.GROUP;

	private String target = "";

	private String description = "";

	private String tags = "";

	private boolean runUntagged = true;

	private boolean locked;

	private boolean paused;

	private boolean protectedOnly;

	private String maximumTimeout = "";

	private boolean another;

	RunnerTarget runnerTarget() {
		return new RunnerTarget(this.scope, this.target);
	}

	RunnerWish.Options options() {
		return new RunnerWish.Options(this.description, tagList(), this.runUntagged, this.locked, this.paused,
				this.protectedOnly, timeout());
	}

	private List<String> tagList() {
		return Arrays.stream(this.tags.split(",")).map(String::strip).filter((tag) -> !tag.isEmpty()).toList();
	}

	/** What is no number of seconds is too short a time, which says how to write one. */
	private @Nullable Duration timeout() {
		String seconds = this.maximumTimeout.strip();
		if (seconds.isEmpty()) {
			return null;
		}
		return seconds.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(seconds)) : Duration.ZERO;
	}

	/** The same for each copy of one form. */
	public String getKey() {
		return this.key;
	}

	/** A damaged key is none. */
	public void setKey(String key) {
		this.key = KEY.matcher(key).matches() ? key : this.key;
	}

	/** Makes another form of it: what it asks for is wanted once more. */
	void renew() {
		this.key = UUID.randomUUID().toString();
	}

	/** The URL as it may be shown again: without what could be a password in it. */
	public String getGitlabUrl() {
		return this.gitlabUrl.matches("[^@?#]*") ? this.gitlabUrl : "";
	}

	String enteredUrl() {
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

	public RunnerTarget.Scope getScope() {
		return this.scope;
	}

	/** An empty choice is sent as none. */
	public void setScope(RunnerTarget.@Nullable Scope scope) {
		this.scope = (scope != null) ? scope : RunnerTarget.Scope.GROUP;
	}

	public String getTarget() {
		return this.target;
	}

	public void setTarget(String target) {
		this.target = target;
	}

	public String getDescription() {
		return this.description;
	}

	public void setDescription(String description) {
		this.description = description.strip();
	}

	public String getTags() {
		return this.tags;
	}

	public void setTags(String tags) {
		this.tags = tags;
	}

	public boolean isRunUntagged() {
		return this.runUntagged;
	}

	public void setRunUntagged(boolean runUntagged) {
		this.runUntagged = runUntagged;
	}

	public boolean isLocked() {
		return this.locked;
	}

	public void setLocked(boolean locked) {
		this.locked = locked;
	}

	public boolean isPaused() {
		return this.paused;
	}

	public void setPaused(boolean paused) {
		this.paused = paused;
	}

	public boolean isProtectedOnly() {
		return this.protectedOnly;
	}

	public void setProtectedOnly(boolean protectedOnly) {
		this.protectedOnly = protectedOnly;
	}

	public String getMaximumTimeout() {
		return this.maximumTimeout;
	}

	public void setMaximumTimeout(String maximumTimeout) {
		this.maximumTimeout = maximumTimeout;
	}

	/** Whether a runner is wanted although an earlier try may have made one. */
	public boolean isAnother() {
		return this.another;
	}

	public void setAnother(boolean another) {
		this.another = another;
	}

}
