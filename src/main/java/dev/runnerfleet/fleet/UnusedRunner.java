package dev.runnerfleet.fleet;

import java.net.URI;

import org.jspecify.annotations.Nullable;

/**
 * What became of the runner that was made for a launch which came to nothing.
 *
 * @param sentence what to tell the person, blank where no runner was made
 * @param link where it is in GitLab, {@code null} where it is not there
 */
public record UnusedRunner(String sentence, @Nullable URI link) {

	/** No runner was made. */
	public static final UnusedRunner NONE = new UnusedRunner("", null);

	/** The runner is gone again. */
	public static final UnusedRunner REMOVED = new UnusedRunner(
			"The runner that was made for this launch has been removed from GitLab again.", null);

	/** The runner waits for the next try. */
	public static UnusedRunner kept(long id, URI link, String until) {
		return new UnusedRunner(
				"Runner #%d was made for this launch and is kept for it until %s: launch again, and no second one is made. Otherwise it goes from GitLab then."
					.formatted(id, until),
				link);
	}

	/** The runner is still there. */
	public static UnusedRunner left(long id, URI link) {
		return new UnusedRunner(
				"Runner #%d was made for this launch and could not be removed again. Remove it in GitLab:"
					.formatted(id),
				link);
	}

}
