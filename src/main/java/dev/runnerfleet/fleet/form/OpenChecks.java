package dev.runnerfleet.fleet.form;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.fleet.form.LaunchReviewer.Look;

import org.springframework.stereotype.Component;

/**
 * Holds checks that somebody looks at as their findings come in. They are in the memory
 * of one replica for a minute; whoever asks another one, or later, is told to check
 * again.
 */
@Component
public class OpenChecks {

	private static final Duration KEPT = Duration.ofMinutes(1);

	private static final FormChecks GONE = FormChecks.failed("the portal has lost sight of these checks. Check again");

	private final Map<UUID, Open> open = new ConcurrentHashMap<>();

	private final Clock clock;

	OpenChecks(Clock clock) {
		this.clock = clock;
	}

	/** Begins checks for somebody, and says what is found at once. */
	public FormChecks begin(Checking checking, String user) {
		Instant now = this.clock.instant();
		this.open.values().removeIf((each) -> each.begun().plus(KEPT).isBefore(now));
		try {
			Look look = checking.begin();
			UUID run = UUID.randomUUID();
			this.open.put(run, new Open(look, user, now));
			return FormChecks.of(look, run);
		}
		catch (AwsFailure ex) {
			return FormChecks.failed(ex.title());
		}
	}

	/** Makes checks and waits for all that they find. */
	public FormChecks all(Checking checking) {
		try {
			return FormChecks.of(checking.begin());
		}
		catch (AwsFailure ex) {
			return FormChecks.failed(ex.title());
		}
	}

	/** What has been found by now. */
	FormChecks soFar(UUID run, String user) {
		if (run.equals(FormChecks.OVER)) {
			return FormChecks.NONE;
		}
		Open found = this.open.get(run);
		if (found == null || !found.user().equals(user)) {
			return GONE;
		}
		FormChecks checks = FormChecks.of(found.look(), run);
		if (!checks.isUnderWay()) {
			this.open.remove(run);
		}
		return checks;
	}

	/** Begins to look at something. */
	@FunctionalInterface
	public interface Checking {

		Look begin();

	}

	private record Open(Look look, String user, Instant begun) {

	}

}
