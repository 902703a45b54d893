package dev.runnerfleet.fleet;

import dev.runnerfleet.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What is given to bring a fleet back.
 *
 * @param resumed whether somebody has let the runner go on in GitLab already
 * @param accessToken lets the runner go on, blank to do that by hand
 */
record WayBackForm(Boolean resumed, Secret accessToken) {

	static final WayBackForm BLANK = new WayBackForm(null, null);

	WayBackForm(@Nullable Boolean resumed, @Nullable Secret accessToken) {
		this.resumed = Boolean.TRUE.equals(resumed);
		this.accessToken = (accessToken != null) ? accessToken : Secret.of("");
	}

}
