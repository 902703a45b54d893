package dev.runnerfleet.fleet.launch;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.runnerfleet.audit.Action;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.audit.Outcome;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.UnusedRunner;
import dev.runnerfleet.fleet.Violation;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.fleet.form.LaunchForm;
import dev.runnerfleet.fleet.form.LaunchReviewer;
import dev.runnerfleet.fleet.form.LaunchReviewer.Look;
import dev.runnerfleet.fleet.form.LaunchReviewer.Review;
import dev.runnerfleet.fleet.preflight.RememberedFindings;
import dev.runnerfleet.gitlab.Explanation;
import dev.runnerfleet.gitlab.runner.GitLabAddresses;
import dev.runnerfleet.stack.StackLaunch;
import dev.runnerfleet.stack.StackLauncher;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

/** Turns a checked form into a stack and the fleet that goes with it. */
@Component
public class FleetLauncher {

	private static final Violation NO_BLUEPRINT = new Violation("blueprint", "There is no such blueprint.");

	private final Blueprints blueprints;

	private final LaunchReviewer reviewer;

	private final StackLauncher stacks;

	private final Fleets fleets;

	private final LaunchTokens tokens;

	private final GitLabAddresses addresses;

	private final RememberedFindings findings;

	private final Audit audit;

	FleetLauncher(Blueprints blueprints, LaunchReviewer reviewer, StackLauncher stacks, Fleets fleets,
			LaunchTokens tokens, GitLabAddresses addresses, RememberedFindings findings, Audit audit) {
		this.findings = findings;
		this.blueprints = blueprints;
		this.reviewer = reviewer;
		this.stacks = stacks;
		this.fleets = fleets;
		this.tokens = tokens;
		this.addresses = addresses;
		this.audit = audit;
	}

	/**
	 * Launches a fleet, once for each form.
	 * @param asked what was asked
	 * @param anyway whether it is to go on although something looks wrong
	 * @param earlier checks that may have been made of the same, {@code null} for none
	 * @param user who asks
	 * @return what became of it
	 */
	public FleetLaunch launch(LaunchForm asked, boolean anyway, @Nullable Look earlier, String user) {
		LaunchTokens.Held held = this.tokens.held(asked.tidied(this.addresses), user);
		LaunchForm form = held.form();
		Optional<Blueprint> blueprint = this.blueprints.find(form.blueprint());
		if (blueprint.isEmpty()) {
			return new FleetLaunch.Invalid(List.of(NO_BLUEPRINT));
		}
		String key = requestKey(form, form.values(blueprint.get()), user);
		Optional<UUID> begun = this.stacks.launched(key);
		if (begun.isPresent()) {
			return new FleetLaunch.Begun(begun.get(), List.of());
		}
		try {
			Review review = this.reviewer.launch(form, blueprint.get(), earlier);
			if (!review.violations().isEmpty()) {
				return new FleetLaunch.Invalid(review.violations());
			}
			if (review.stops(anyway)) {
				return review.stopsAt("name") ? takenMeanwhile(form, key) : new FleetLaunch.Doubtful(review.findings());
			}
			return launch(held, blueprint.get(), review, user);
		}
		catch (AwsFailure ex) {
			this.audit.record(Action.LAUNCH, form.name(), Outcome.REFUSED, ex.title());
			return new FleetLaunch.Refused(ex, UnusedRunner.NONE);
		}
		catch (ErrorResponseException ex) {
			this.audit.record(Action.LAUNCH, form.name(), Outcome.FAILED, String.valueOf(ex.getBody().getTitle()));
			throw ex;
		}
	}

	/**
	 * Looks at a launch from every side, and launches nothing.
	 * @throws AwsFailure if AWS cannot be asked
	 */
	public Review check(LaunchForm asked, String user) {
		LaunchForm form = this.tokens.held(asked.tidied(this.addresses), user).form();
		return this.blueprints.find(form.blueprint())
			.map((blueprint) -> this.reviewer.launch(form, blueprint, null))
			.orElseGet(() -> new Review(List.of(NO_BLUEPRINT), List.of()));
	}

	/**
	 * Begins to look from every side at a launch that somebody is still writing.
	 * @param asked what was entered by now
	 * @param user who asks
	 * @throws AwsFailure if AWS cannot be asked
	 */
	Look look(LaunchForm asked, String user) {
		LaunchForm form = this.tokens.held(asked.tidied(this.addresses), user).form();
		return this.reviewer.look(form, this.blueprints.find(form.blueprint()).orElseThrow(NoSuchBlueprint::new), null);
	}

	private FleetLaunch launch(LaunchTokens.Held held, Blueprint blueprint, Review review, String user) {
		LaunchForm form = held.form();
		Map<String, String> values = form.values(blueprint);
		StackLaunch launch = new StackLaunch(form.name(), Place.in(form.region()), blueprint.body(), values,
				form.terminationProtection(), form.onFailure() == LaunchForm.OnFailure.KEEP,
				blueprint.resources(values, form.region()), user, requestKey(form, values, user), form.tags().values());
		LaunchToken token = this.tokens.token(held, blueprint, user);
		try {
			return told(this.stacks.launch(launch, (id) -> {
				this.fleets.add(fleet(id, blueprint, values, token.jobs()).with(form.tags()));
				this.fleets.chose(id, new Fleets.Choices(launch.terminationProtection(), launch.keepOnFailure()));
				token.isFor(id);
				this.findings.store(id, review.findings());
				if (!review.overruled().isEmpty()) {
					this.audit.record(Action.LAUNCH, form.name(), Outcome.ASKED, review.overruled());
				}
			}, token), form, token, review);
		}
		catch (NoRunnerToken ex) {
			this.audit.record(Action.LAUNCH, form.name(), Outcome.REFUSED, ex.explanation().trail());
			return new FleetLaunch.NoToken(ex.explanation(), token.setAside());
		}
	}

	private FleetLaunch told(StackLaunch.Outcome outcome, LaunchForm form, LaunchToken token, Review review) {
		if (outcome instanceof StackLaunch.Outcome.Launched launched) {
			return new FleetLaunch.Begun(launched.stackId(), review.warnings());
		}
		if (outcome instanceof StackLaunch.Outcome.Unanswered unanswered) {
			return new FleetLaunch.Begun(unanswered.stackId(), review.warnings());
		}
		if (outcome instanceof StackLaunch.Outcome.Refused refused) {
			this.audit.record(Action.LAUNCH, form.name(), Outcome.REFUSED, refused.failure().title());
			return new FleetLaunch.Refused(refused.failure(), token.setAside());
		}
		return taken(form, token.setAside());
	}

	/** Between two clicks it is the first that has taken the name. */
	private FleetLaunch takenMeanwhile(LaunchForm form, String key) {
		return this.stacks.launched(key)
			.<FleetLaunch>map((id) -> new FleetLaunch.Begun(id, List.of()))
			.orElseGet(() -> taken(form, UnusedRunner.NONE));
	}

	private FleetLaunch taken(LaunchForm form, UnusedRunner aftermath) {
		String taken = "The name is taken in %s".formatted(form.region());
		this.audit.record(Action.LAUNCH, form.name(), Outcome.REFUSED, taken);
		return new FleetLaunch.NameTaken(taken + ". Choose another one.", aftermath);
	}

	private static Fleet fleet(UUID id, Blueprint blueprint, Map<String, String> values, Fleet.Jobs jobs) {
		return new Fleet(id, blueprint.name(), blueprint.version(), values.getOrDefault("GitlabUrl", ""), values, null,
				jobs);
	}

	/**
	 * Any changed value makes a second launch out of the same form; a second click does
	 * not.
	 */
	private static String requestKey(LaunchForm form, Map<String, String> values, String user) {
		String rest = values + " " + form.onFailure() + " " + form.terminationProtection() + " " + form.stackTags();
		return String.join("/", user, form.key(), form.region(), form.name(),
				UUID.nameUUIDFromBytes(rest.getBytes(StandardCharsets.UTF_8)).toString());
	}

	/** What became of a launch, for a page or a script to put into words. */
	public sealed interface FleetLaunch {

		/**
		 * It is on its way, now or since the same form came before; what looked wrong
		 * goes along.
		 */
		record Begun(UUID id, List<String> warnings) implements FleetLaunch {

		}

		/** Something has to be corrected; nothing was asked of AWS. */
		record Invalid(List<Violation> violations) implements FleetLaunch {

		}

		/**
		 * Something looks wrong; nothing was asked of AWS, until it is to go on anyway.
		 */
		record Doubtful(List<Finding> findings) implements FleetLaunch {

		}

		/** Another stack has the name, here or in the account. */
		record NameTaken(String message, UnusedRunner aftermath) implements FleetLaunch {

		}

		/** AWS said no; nothing was created there. */
		record Refused(AwsFailure failure, UnusedRunner aftermath) implements FleetLaunch {

		}

		/** GitLab gave no runner token that fits; nothing was asked of AWS. */
		record NoToken(Explanation explanation, UnusedRunner aftermath) implements FleetLaunch {

		}

	}

}
