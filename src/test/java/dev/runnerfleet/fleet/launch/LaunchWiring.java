package dev.runnerfleet.fleet.launch;

import java.time.Clock;
import java.util.function.Consumer;

import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.fleet.form.FormWiring;
import dev.runnerfleet.fleet.preflight.PreflightWiring;
import dev.runnerfleet.fleet.removal.Relaunch;
import dev.runnerfleet.fleet.removal.RemovalStart;
import dev.runnerfleet.gitlab.runner.KeptRunners;
import dev.runnerfleet.gitlab.runner.LocalGitLab;
import dev.runnerfleet.stack.OperationEvent;
import dev.runnerfleet.stack.StackWiring;

/** What launches again and what stops a launch, wired by hand. */
public final class LaunchWiring {

	private LaunchWiring() {
	}

	public static FleetRetry retry(StackWiring stack, Fleets fleets, RemovalStart start, Relaunch relaunch, Audit audit,
			Clock clock) {
		KeptRunners made = LocalGitLab.made(clock);
		LaunchTokens tokens = new LaunchTokens(LocalGitLab.forms(made, clock),
				new LaunchRunners(LocalGitLab.tokens(), made), fleets);
		return new FleetRetry(fleets, stack.stacks, new Blueprints(), stack.remover, stack.protection, start, relaunch,
				FormWiring.reviewer(), tokens, LocalGitLab.addresses(), PreflightWiring.findings(stack), audit, clock);
	}

	public static LaunchStopper stopper(StackWiring stack, Fleets fleets, RemovalStart start, Audit audit,
			Clock clock) {
		return new LaunchStopper(fleets, stack.stacks, stack.launches, stack.protection, start, audit, clock);
	}

	public static Consumer<OperationEvent.Confirmed> arrivals(Fleets fleets) {
		return new ConfirmedLaunches(fleets, new Blueprints())::arrived;
	}

}
