package dev.runnerfleet.fleet;

import dev.runnerfleet.secret.Secret;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A way back as a script asks for it. */
@Schema(name = "BringBack")
record WayBackRequest(@Schema(
		description = "Whether somebody has let the runner go on in GitLab already; false if left out") @Nullable Boolean resumed,
		@Schema(description = "Lets the runner go on in GitLab, where the removal has paused it; kept in memory until "
				+ "then, and nowhere else", implementation = String.class, format = "password",
				accessMode = Schema.AccessMode.WRITE_ONLY) @Nullable Secret accessToken) {

	WayBackForm form() {
		return new WayBackForm(this.resumed, this.accessToken);
	}

	/** Leaves out the values: Spring logs what it has read. */
	@Override
	public String toString() {
		return "WayBackRequest";
	}

}
