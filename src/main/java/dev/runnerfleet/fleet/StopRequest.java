package dev.runnerfleet.fleet;

import dev.runnerfleet.secret.Secret;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The end of a launch as a script asks for it. */
@Schema(name = "StopLaunch")
record StopRequest(@Schema(
		description = "Removes the runner that was made for the launch from GitLab; kept in memory "
				+ "until then, and nowhere else",
		implementation = String.class, format = "password",
		accessMode = Schema.AccessMode.WRITE_ONLY) @Nullable Secret accessToken) {

	Secret token() {
		return (this.accessToken != null) ? this.accessToken : Secret.of("");
	}

	/** Leaves out the values: Spring logs what it has read. */
	@Override
	public String toString() {
		return "StopRequest";
	}

}
