package dev.runnerfleet.fleet.form;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.fleet.form.LaunchReviewer.Look;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Holds checks that somebody looks at as their findings come in, and the token that they
 * are made with. They are in the memory of one replica and end by time; whoever asks
 * another one, or later, is told to check again.
 */
@Component
public class OpenChecks {

	/** Longer than any check takes, and a person to press a button. */
	private static final Duration KEPT = Duration.ofMinutes(1);

	private static final String LOST = "the portal has lost sight of these checks. Check again";

	private final Map<UUID, Open> open = new ConcurrentHashMap<>();

	private final Clock clock;

	OpenChecks(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Begins checks for somebody, and says what is found at once.
	 * @param going whether what they are made for goes on by itself once they are done
	 */
	public FormChecks begin(Checking checking, boolean going, String user) {
		try {
			Look look = checking.begin();
			UUID run = UUID.randomUUID();
			this.open.put(run, new Open(look, user, this.clock.instant()));
			return FormChecks.of(look, run, going);
		}
		catch (AwsFailure ex) {
			return FormChecks.failed(ex.title(), going);
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
	FormChecks soFar(UUID run, boolean going, String user) {
		if (run.equals(FormChecks.OVER)) {
			return FormChecks.NONE;
		}
		Look look = find(run, user).orElse(null);
		if (look == null) {
			return FormChecks.failed(LOST, going);
		}
		FormChecks checks = FormChecks.of(look, run, going);
		if (!checks.isUnderWay() && !going) {
			this.open.remove(run);
		}
		return checks;
	}

	/**
	 * Hands out the checks that were made for what somebody does now, once.
	 * @param run by what they are known, {@code null} where none were made
	 * @return these checks, {@code null} where there are none
	 */
	public @Nullable Look take(@Nullable UUID run, String user) {
		Look look = (run != null) ? find(run, user).orElse(null) : null;
		if (look != null) {
			this.open.remove(run);
		}
		return look;
	}

	/** Whoever closes a page does not say so, and its token goes all the same. */
	@Scheduled(fixedDelay = 20, initialDelay = 20, timeUnit = TimeUnit.SECONDS)
	void sweep() {
		Instant now = this.clock.instant();
		this.open.values().removeIf((each) -> each.isOver(now));
	}

	/** How many are held. */
	int held() {
		return this.open.size();
	}

	private Optional<Look> find(UUID run, String user) {
		return Optional.ofNullable(this.open.get(run))
			.filter((each) -> each.user().equals(user) && !each.isOver(this.clock.instant()))
			.map(Open::look);
	}

	/** Begins to look at something. */
	@FunctionalInterface
	public interface Checking {

		Look begin();

	}

	private record Open(Look look, String user, Instant begun) {

		boolean isOver(Instant now) {
			return this.begun.plus(KEPT).isBefore(now);
		}

	}

}
