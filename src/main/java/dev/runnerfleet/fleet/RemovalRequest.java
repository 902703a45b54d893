package dev.runnerfleet.fleet;

import java.util.List;

import dev.runnerfleet.secret.Secret;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A removal as a script asks for it in a body. */
@Schema(name = "RemovalRequest")
record RemovalRequest(
		@Schema(description = "The fleet's name, to be sure", requiredMode = Schema.RequiredMode.REQUIRED,
				example = "blue-fleet") @Nullable String confirm,
		@Schema(description = "Whether the cache bucket stays; false if left out") @Nullable Boolean keepCache,
		@Schema(description = "Whether the manager's logs go, too; false if left out") @Nullable Boolean removeLogs,
		@Schema(description = "Resources to leave alone, of those that AWS has failed to delete before, "
				+ "by their names in the template") @Nullable List<String> retain,
		@Schema(description = "Pauses the runner in GitLab and removes it at the end; kept in memory until then, "
				+ "and nowhere else", implementation = String.class, format = "password",
				accessMode = Schema.AccessMode.WRITE_ONLY) @Nullable Secret accessToken) {

	RemovalForm form() {
		return new RemovalForm(this.confirm, this.keepCache, this.removeLogs, this.retain, this.accessToken);
	}

	/** Leaves out the values: Spring logs what it has read. */
	@Override
	public String toString() {
		return "RemovalRequest";
	}

}
