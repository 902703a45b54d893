package dev.runnerfleet.fleet.removal;

import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.fleet.BusySentence;
import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.Fleets.LaunchValues;
import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackLaunch;
import dev.runnerfleet.stack.StackLauncher;
import dev.runnerfleet.stack.Stacks;

import org.springframework.stereotype.Component;

/** Launches a fleet once more under its id and its name. */
@Component
public class Relaunch {

	private final Fleets fleets;

	private final Stacks stacks;

	private final Blueprints blueprints;

	private final StackLauncher launcher;

	private final Clock clock;

	Relaunch(Fleets fleets, Stacks stacks, Blueprints blueprints, StackLauncher launcher, Clock clock) {
		this.fleets = fleets;
		this.stacks = stacks;
		this.blueprints = blueprints;
		this.launcher = launcher;
		this.clock = clock;
	}

	/**
	 * Launches it in the place of the stack that is gone, or never came to be.
	 * @param fleetId the fleet, with the values that it is to have
	 * @param runnerToken the only value that is not remembered
	 * @param user who asks
	 * @return what became of it
	 */
	public RemovalOutcome of(UUID fleetId, Secret runnerToken, String user) {
		Stack stack = this.stacks.find(fleetId).orElseThrow(NoSuchFleet::new);
		try {
			this.launcher.requireAnswer(stack.place(), stack.name());
		}
		catch (AwsFailure ex) {
			return new RemovalOutcome.Refused(ex);
		}
		return of(
				new LaunchValues(this.fleets.find(fleetId).orElseThrow(NoSuchFleet::new), this.fleets.choices(fleetId)),
				() -> {
				}, () -> runnerToken, user);
	}

	/**
	 * The same with other values, which are stored together with the intent.
	 * @param alongside writes what else belongs to it, in the same transaction
	 * @param runnerToken asked once the intent is recorded
	 */
	public RemovalOutcome of(LaunchValues again, Runnable alongside, Supplier<Secret> runnerToken, String user) {
		Fleet fleet = again.fleet();
		Stack stack = this.stacks.find(fleet.id()).orElseThrow(NoSuchFleet::new);
		Blueprint blueprint = this.blueprints.find(fleet.blueprint()).orElseThrow();
		StackLaunch launch = new StackLaunch(stack.name(), stack.place(), blueprint.body(), fleet.parameters(),
				again.choices().terminationProtection(), again.choices().keepOnFailure(),
				blueprint.resources(fleet.parameters(), stack.region()), user, "again/" + UUID.randomUUID(),
				fleet.stackTags().values());
		StackLaunch.Outcome outcome = this.launcher.relaunch(fleet.id(), launch, () -> {
			this.fleets.store(again);
			alongside.run();
		}, () -> {
			this.fleets.launchedFrom(fleet.id(), blueprint.version());
			return Map.of(blueprint.secret().name(), runnerToken.get());
		});
		return told(outcome, user);
	}

	/** Whether what goes on is the very try that the same person is asking for. */
	public static boolean isUnderWay(Operation operation, String user) {
		boolean again = operation.kind() == Operation.Kind.RETRY || operation.kind() == Operation.Kind.LAUNCH;
		return again && !operation.finished() && operation.requestedBy().equals(user);
	}

	private RemovalOutcome told(StackLaunch.Outcome outcome, String user) {
		if (outcome instanceof StackLaunch.Outcome.NameTaken) {
			return new RemovalOutcome.NotNow(
					"Another stack has taken the name. Remove that one, or launch another fleet like this.");
		}
		if (outcome instanceof StackLaunch.Outcome.Arrived arrived) {
			return new RemovalOutcome.NotNow(("AWS has carried out the launch that %s asked for before, so nothing was "
					+ "launched again. The fleet has the values and the runner token of then, not those entered now. "
					+ "Once it is ready, change what is to be different.")
				.formatted(arrived.launch().requestedBy()));
		}
		if (outcome instanceof StackLaunch.Outcome.Refused refused) {
			return new RemovalOutcome.Refused(refused.failure());
		}
		if (outcome instanceof StackLaunch.Outcome.TooLate late) {
			return isUnderWay(late.latest(), user) ? new RemovalOutcome.Begun()
					: new RemovalOutcome.NotNow(BusySentence.words(late.latest(), this.clock.instant()));
		}
		return new RemovalOutcome.Begun();
	}

}
