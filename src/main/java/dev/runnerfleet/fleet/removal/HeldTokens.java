package dev.runnerfleet.fleet.removal;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import dev.runnerfleet.fleet.removal.RemovalConfiguration.RemovalProperties;
import dev.runnerfleet.secret.Secret;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Keeps a token in memory, and nowhere else, until the step that it was given for. A
 * token that is lost with its portal is asked for again.
 */
@Component
class HeldTokens {

	private static final int MOST = 100;

	private final TokenSteps steps;

	private final TaskExecutor executor;

	private final RemovalProperties properties;

	private final Clock clock;

	private final Map<UUID, Held> tokens = new ConcurrentHashMap<>();

	HeldTokens(TokenSteps steps, @Qualifier("applicationTaskExecutor") TaskExecutor executor,
			RemovalProperties properties, Clock clock) {
		this.steps = steps;
		this.executor = executor;
		this.properties = properties;
		this.clock = clock;
	}

	/** Holds a token for a removal; one too many is not held, and will be missed. */
	void hold(UUID removalId, Secret token) {
		if (!token.isBlank() && this.tokens.size() < MOST) {
			Instant now = this.clock.instant();
			this.tokens.put(removalId, new Held(token, now, now.plus(this.properties.tokenKept())));
		}
	}

	@Scheduled(fixedDelayString = "${portal.removal.tick:500ms}")
	void tick() {
		Instant now = this.clock.instant();
		this.tokens.forEach((removalId, held) -> {
			if (held.until.isBefore(now) || !this.steps.ahead(removalId)) {
				this.tokens.remove(removalId);
			}
			if (!held.due.isAfter(now)) {
				this.steps.due(removalId).ifPresent((step) -> this.executor.execute(() -> perform(step, held)));
			}
		});
	}

	private void perform(RemovalStep step, Held held) {
		this.steps.perform(step, held.token, held.until)
			.ifPresent((pause) -> this.tokens.put(step.removalId(),
					new Held(held.token, this.clock.instant().plus(pause), held.until)));
	}

	private record Held(Secret token, Instant due, Instant until) {

	}

}
