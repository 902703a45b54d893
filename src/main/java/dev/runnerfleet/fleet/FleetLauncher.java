package dev.runnerfleet.fleet;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.runnerfleet.audit.Action;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.audit.Outcome;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.gitlab.GitLabAddresses;
import dev.runnerfleet.gitlab.RunnerTokens;
import dev.runnerfleet.stack.LaunchOutcome;
import dev.runnerfleet.stack.StackLaunch;
import dev.runnerfleet.stack.StackLauncher;

import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

/** Turns a checked form into a stack and the fleet that goes with it. */
@Component
class FleetLauncher {

	private final Blueprints blueprints;

	private final LaunchValidator validator;

	private final StackLauncher stacks;

	private final Fleets fleets;

	private final RunnerTokens tokens;

	private final GitLabAddresses addresses;

	private final Audit audit;

	FleetLauncher(Blueprints blueprints, LaunchValidator validator, StackLauncher stacks, Fleets fleets,
			RunnerTokens tokens, GitLabAddresses addresses, Audit audit) {
		this.blueprints = blueprints;
		this.validator = validator;
		this.stacks = stacks;
		this.fleets = fleets;
		this.tokens = tokens;
		this.addresses = addresses;
		this.audit = audit;
	}

	/**
	 * Launches a fleet, once for each form.
	 * @param asked what was asked
	 * @param user who asks
	 * @return what became of it
	 */
	FleetLaunch launch(LaunchForm asked, String user) {
		LaunchForm form = asked.tidied(this.addresses);
		Optional<Blueprint> blueprint = this.blueprints.find(form.blueprint());
		if (blueprint.isEmpty()) {
			return new FleetLaunch.Invalid(List.of(new Violation("blueprint", "There is no such blueprint.")));
		}
		try {
			List<Violation> violations = this.validator.violations(form, blueprint.get());
			return violations.isEmpty() ? launch(form, blueprint.get(), user) : new FleetLaunch.Invalid(violations);
		}
		catch (AwsFailure ex) {
			this.audit.record(Action.LAUNCH, form.name(), Outcome.REFUSED, ex.title());
			return new FleetLaunch.Refused(ex, Aftermath.NONE);
		}
		catch (ErrorResponseException ex) {
			this.audit.record(Action.LAUNCH, form.name(), Outcome.FAILED, String.valueOf(ex.getBody().getTitle()));
			throw ex;
		}
	}

	private FleetLaunch launch(LaunchForm form, Blueprint blueprint, String user) {
		Map<String, String> values = form.values(blueprint);
		StackLaunch launch = new StackLaunch(form.name(), form.region(), blueprint.template().body(), values,
				form.terminationProtection(), form.onFailure() == LaunchForm.OnFailure.KEEP,
				blueprint.resources(values, form.region()), user, requestKey(form, values, user));
		LaunchToken token = new LaunchToken(this.tokens, this.fleets, form, blueprint.secret().name());
		try {
			return told(this.stacks.launch(launch, (id) -> {
				this.fleets.add(fleet(id, blueprint, values));
				this.fleets.chose(id, new Fleets.Choices(launch.terminationProtection(), launch.keepOnFailure()));
				token.isFor(id);
			}, token), form, token);
		}
		catch (NoRunnerToken ex) {
			this.audit.record(Action.LAUNCH, form.name(), Outcome.REFUSED, ex.explanation().title());
			return new FleetLaunch.NoToken(ex.explanation(), token.takeBack());
		}
		catch (ErrorResponseException ex) {
			token.takeBack();
			throw ex;
		}
	}

	private FleetLaunch told(LaunchOutcome outcome, LaunchForm form, LaunchToken token) {
		if (outcome instanceof LaunchOutcome.Launched launched) {
			return new FleetLaunch.Begun(launched.stackId());
		}
		if (outcome instanceof LaunchOutcome.Unanswered unanswered) {
			return new FleetLaunch.Begun(unanswered.stackId());
		}
		if (outcome instanceof LaunchOutcome.Refused refused) {
			this.audit.record(Action.LAUNCH, form.name(), Outcome.REFUSED, refused.failure().title());
			return new FleetLaunch.Refused(refused.failure(), token.takeBack());
		}
		String taken = "The name is taken in %s".formatted(form.region());
		this.audit.record(Action.LAUNCH, form.name(), Outcome.REFUSED, taken);
		return new FleetLaunch.NameTaken(taken + ". Choose another one.", token.takeBack());
	}

	private static Fleet fleet(UUID id, Blueprint blueprint, Map<String, String> values) {
		return new Fleet(id, blueprint.name(), blueprint.version(), values.getOrDefault("GitlabUrl", ""), values, null);
	}

	/**
	 * Any changed value makes a second launch out of the same form; a second click does
	 * not.
	 */
	private static String requestKey(LaunchForm form, Map<String, String> values, String user) {
		String rest = values + " " + form.onFailure() + " " + form.terminationProtection();
		return String.join("/", user, form.key(), form.region(), form.name(),
				UUID.nameUUIDFromBytes(rest.getBytes(StandardCharsets.UTF_8)).toString());
	}

}
