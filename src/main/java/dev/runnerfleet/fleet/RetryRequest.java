package dev.runnerfleet.fleet;

import dev.runnerfleet.secret.Secret;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Another try as a script asks for it. */
@Schema(name = "Retry")
record RetryRequest(
		@Schema(description = "The runner authentication token; kept in memory until the launch, and nowhere else",
				implementation = String.class, format = "password", accessMode = Schema.AccessMode.WRITE_ONLY,
				requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Secret runnerToken) {

	Secret token() {
		return (this.runnerToken != null) ? this.runnerToken : Secret.of("");
	}

	/** Leaves out the values: Spring logs what it has read. */
	@Override
	public String toString() {
		return "RetryRequest";
	}

}
