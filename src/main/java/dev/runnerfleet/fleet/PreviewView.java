package dev.runnerfleet.fleet;

import java.util.List;
import java.util.UUID;

import dev.runnerfleet.stack.preview.Preview;
import org.jspecify.annotations.Nullable;

/**
 * A preview as its page shows it.
 *
 * @param fleetId the fleet
 * @param fleetName its name
 * @param preview the preview
 * @param madeAt when it was asked for
 * @param expiresIn how long it can be applied, in words
 * @param blueprint the blueprint's name and version that it brings
 * @param upgradeFrom the version that the fleet has, {@code null} if it has the same
 * @param tokenReplaced whether it brings another runner token
 * @param parameters what differs in the form
 * @param groups what changes in AWS, what matters most first
 */
record PreviewView(UUID fleetId, String fleetName, Preview preview, Moment madeAt, String expiresIn, String blueprint,
		@Nullable Integer upgradeFrom, boolean tokenReplaced, List<ParameterChange> parameters, List<Group> groups) {

	/** Whether AWS has not worked it out yet. */
	public boolean isWaiting() {
		return this.preview.state() == Preview.State.PLANNED || this.preview.state() == Preview.State.CREATING;
	}

	/** Changes of one kind. */
	record Group(String heading, List<Line> lines) {

	}

	/** A resource in words, with what its change means. */
	record Line(String name, Preview.ResourceChange change, @Nullable String meaning) {

		static Line of(Preview.ResourceChange change) {
			return new Line(ResourceWords.name(change.logicalId()), change, ResourceWords.meaning(change));
		}

	}

}
