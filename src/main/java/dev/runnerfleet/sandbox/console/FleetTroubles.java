package dev.runnerfleet.sandbox.console;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.runnerfleet.sandbox.SandboxAws;
import dev.runnerfleet.sandbox.account.SandboxNetwork;
import dev.runnerfleet.sandbox.life.Span;
import dev.runnerfleet.sandbox.life.Trouble;
import dev.runnerfleet.sandbox.story.History;

import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Lets something befall a fleet that lives, from the moment on at which a button is
 * pressed.
 */
@Component
@Profile("sandbox")
class FleetTroubles {

	private final SandboxAws aws;

	FleetTroubles(SandboxAws aws) {
		this.aws = aws;
	}

	/**
	 * A fleet that something can befall.
	 *
	 * @param id the stack's id
	 * @param name its name and region
	 * @param trouble what has befallen it, in words, blank if nothing has
	 */
	record Row(String id, String name, String trouble) {

	}

	/** The fleets that work, or did. */
	List<Row> fleets() {
		Map<String, List<Span>> all = this.aws.stacks(this.aws.defaultRegion()).troubles().all();
		return SandboxNetwork.REGIONS.stream()
			.flatMap((region) -> this.aws.stacks(region).all().stream())
			.filter((history) -> !history.isDeleted() && history.operatesSince().isPresent())
			.map((history) -> row(history, all.getOrDefault(history.stack().id(), List.of())))
			.toList();
	}

	/** What can befall one, the value of each choice with its words. */
	List<Trouble> choices() {
		return Arrays.asList(Trouble.values());
	}

	/** Lets a fleet have a trouble from now on, in place of what it had. */
	String befall(String stackId, String key) {
		return Trouble.of(key).map((trouble) -> change(stackId, (history, now) -> {
			this.aws.stacks(history.stack().region()).troubles().begin(history.stack().id(), trouble, now);
			return "%s: %s, from now on.".formatted(history.stack().name(), trouble.title());
		})).orElse("There is no such trouble.");
	}

	/** Lets a fleet be well from now on. */
	String recover(String stackId) {
		return change(stackId, (history, now) -> {
			this.aws.stacks(history.stack().region()).troubles().end(history.stack().id(), now);
			return history.stack().name() + " is well from now on.";
		});
	}

	private String change(String stackId, Action action) {
		Optional<History> found = SandboxNetwork.REGIONS.stream()
			.flatMap((region) -> this.aws.stacks(region).all().stream())
			.filter((history) -> history.stack().id().equals(stackId))
			.findFirst();
		return found.map((history) -> action.on(history, this.aws.stacks(history.stack().region()).now()))
			.orElse("There is no such fleet.");
	}

	private static Row row(History history, List<Span> spans) {
		String trouble = spans.stream()
			.filter((span) -> span.to() == null)
			.map((span) -> span.trouble().title())
			.findFirst()
			.or(() -> Trouble.named(history.stack().name()).map(Trouble::title))
			.orElse("");
		return new Row(history.stack().id(), history.stack().name() + ", " + history.stack().region(), trouble);
	}

	private interface Action {

		String on(History history, Instant now);

	}

}
