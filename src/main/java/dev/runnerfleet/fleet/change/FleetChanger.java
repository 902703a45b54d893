package dev.runnerfleet.fleet.change;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.runnerfleet.audit.Action;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.audit.Outcome;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.FleetActions;
import dev.runnerfleet.fleet.FleetChange;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.fleet.NotNow;
import dev.runnerfleet.fleet.StackTags;
import dev.runnerfleet.fleet.Violation;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.fleet.blueprint.OriginalTemplate;
import dev.runnerfleet.fleet.form.LaunchForm;
import dev.runnerfleet.fleet.form.LaunchReviewer;
import dev.runnerfleet.fleet.form.LaunchReviewer.Look;
import dev.runnerfleet.fleet.form.LaunchReviewer.Review;
import dev.runnerfleet.fleet.preflight.RememberedFindings;
import dev.runnerfleet.gitlab.runner.GitLabAddresses;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackOutput;
import dev.runnerfleet.stack.Stacks;
import dev.runnerfleet.stack.preview.Previews;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Turns a checked form into a preview of what a fleet would become. */
@Component
public class FleetChanger {

	/** The parameter that pins the manager's image, and the output that tells it. */
	static final String MANAGER_IMAGE = "ManagerImageId";

	private static final String CHOSEN_IMAGE = "ManagerImage";

	private final Stacks stacks;

	private final Fleets fleets;

	private final Blueprints blueprints;

	private final LaunchReviewer reviewer;

	private final Previews previews;

	private final FleetChanges changes;

	private final GitLabAddresses addresses;

	private final RememberedFindings findings;

	private final Audit audit;

	private final Clock clock;

	FleetChanger(Stacks stacks, Fleets fleets, Blueprints blueprints, LaunchReviewer reviewer, Previews previews,
			FleetChanges changes, GitLabAddresses addresses, RememberedFindings findings, Audit audit, Clock clock) {
		this.findings = findings;
		this.stacks = stacks;
		this.fleets = fleets;
		this.blueprints = blueprints;
		this.reviewer = reviewer;
		this.previews = previews;
		this.changes = changes;
		this.addresses = addresses;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * A form with the values of today. The manager's image is the one that it runs: left
	 * open, a newer one would replace the manager by the way.
	 * @throws NoSuchFleet if there is none
	 */
	public LaunchForm today(UUID id) {
		Stack stack = this.stacks.find(id).orElseThrow(NoSuchFleet::new);
		Fleet fleet = this.fleets.find(id).orElseThrow(NoSuchFleet::new);
		LaunchForm form = LaunchForm.like(fleet, stack.region()).fittedTo(blueprint(fleet)).named(stack.name());
		boolean open = form.parameters().getOrDefault(MANAGER_IMAGE, "").isEmpty();
		return open ? this.stacks.outputs(id)
			.stream()
			.filter((output) -> output.name().equals(MANAGER_IMAGE))
			.map(StackOutput::value)
			.findFirst()
			.map((image) -> form.with(MANAGER_IMAGE, image))
			.orElse(form) : form;
	}

	/**
	 * A form with the values of an earlier preview.
	 * @throws NoSuchFleet if there is none
	 */
	LaunchForm like(UUID id, UUID previewId) {
		this.previews.find(previewId).filter((preview) -> preview.stackId().equals(id)).orElseThrow(NoSuchFleet::new);
		FleetChange change = this.changes.find(previewId).orElseThrow(NoSuchFleet::new);
		LaunchForm form = today(id);
		if (change.stackTags() != null) {
			form = form.tagged(change.stackTags());
		}
		for (Map.Entry<String, String> value : change.parameters().entrySet()) {
			form = form.with(value.getKey(), value.getValue());
		}
		return form;
	}

	/** The blueprint's version that a change would bring, {@code null} for the same. */
	public @Nullable Integer newerBlueprint(UUID id) {
		return this.fleets.find(id).flatMap(this.blueprints::newerThan).map(Blueprint::version).orElse(null);
	}

	/**
	 * Insists on a fleet that can be changed now.
	 * @throws NotNow if something is under way
	 * @throws NotNow if it is in no state for it
	 */
	public void requireChangeable(UUID id) {
		Stack stack = this.stacks.find(id).orElseThrow(NoSuchFleet::new);
		Operation latest = this.stacks.latestOperation(id).orElse(null);
		if (latest != null && !latest.finished()) {
			throw NotNow.busy(latest, this.clock.instant());
		}
		if (!FleetActions.of(stack).change()) {
			throw new NotNow(id, "This fleet cannot be changed now",
					"AWS changes fleets that are ready. Its page shows how it is and what can be done.");
		}
	}

	/**
	 * Begins to look at a change from every side, and asks for none.
	 * @param id the fleet
	 * @param wanted what it is to become; what is left out stays
	 * @throws AwsFailure if AWS cannot be asked
	 */
	Look look(UUID id, LaunchForm wanted) {
		LaunchForm today = today(id);
		LaunchForm form = wanted(wanted, today);
		Blueprint blueprint = this.blueprints.find(form.blueprint()).orElseThrow(NoSuchFleet::new);
		return this.reviewer.look(id, form, today, blueprint);
	}

	/**
	 * Asks AWS what a change would do.
	 * @param id the fleet
	 * @param wanted what it is to become; what is left out stays
	 * @param anyway whether it is to go on although something looks wrong
	 * @param earlier checks that may have been made of the same, {@code null} for none
	 * @param user who asks
	 * @return what became of asking
	 */
	public ChangePreview preview(UUID id, LaunchForm wanted, boolean anyway, @Nullable Look earlier, String user) {
		requireChangeable(id);
		LaunchForm today = today(id);
		LaunchForm form = wanted(wanted, today);
		Blueprint blueprint = this.blueprints.find(form.blueprint()).orElseThrow(NoSuchFleet::new);
		try {
			Review review = this.reviewer.change(id, form, today, blueprint, earlier);
			if (!review.violations().isEmpty()) {
				return new ChangePreview.Invalid(review.violations());
			}
			return review.stops(anyway) ? new ChangePreview.Doubtful(review.findings())
					: preview(id, form, today, blueprint, review, user);
		}
		catch (AwsFailure ex) {
			return new ChangePreview.Refused(ex);
		}
	}

	private LaunchForm wanted(LaunchForm wanted, LaunchForm today) {
		LaunchForm asked = withChosenImage(wanted.over(today), today);
		return asked.gitlabUrl().equals(today.gitlabUrl()) ? asked : asked.tidied(this.addresses);
	}

	/**
	 * Whoever chooses another Amazon Linux means it, though the image of today is kept.
	 */
	private static LaunchForm withChosenImage(LaunchForm asked, LaunchForm today) {
		boolean chosen = asked.differs(CHOSEN_IMAGE, today);
		return (chosen && !asked.differs(MANAGER_IMAGE, today)) ? asked.with(MANAGER_IMAGE, "") : asked;
	}

	private ChangePreview preview(UUID id, LaunchForm form, LaunchForm today, Blueprint blueprint, Review review,
			String user) {
		Map<String, String> values = form.values(blueprint);
		String token = blueprint.secret().name();
		boolean replaced = !form.runnerToken().isBlank();
		StackTags tags = form.tags().equals(today.tags()) ? null : form.tags();
		Map<String, Secret> secrets = replaced ? Map.of(token, form.runnerToken()) : Map.of();
		Previews.Request request = new Previews.Request(id, blueprint.body(), values, secrets,
				replaced ? Set.of() : Set.of(token), blueprint.resources(values, form.region()), user,
				(tags != null) ? tags(today.tags(), tags) : null);
		Previews.Outcome outcome = this.previews.make(request, (previewId) -> {
			this.changes.add(new FleetChange(previewId, blueprint.version(), values, replaced, tags));
			this.findings.store(id, previewId, review.findings());
			this.audit.record(Action.PREVIEW, form.name(), Outcome.ASKED,
					("In " + form.region() + " " + review.overruled()).strip());
		});
		if (outcome instanceof Previews.Outcome.Busy busy) {
			throw NotNow.busy(busy.underWay(), this.clock.instant());
		}
		if (outcome instanceof Previews.Outcome.Refused refused) {
			this.audit.record(Action.PREVIEW, form.name(), Outcome.REFUSED, refused.failure().title());
			return new ChangePreview.Refused(refused.failure());
		}
		return new ChangePreview.Made(((Previews.Outcome.Made) outcome).preview().id(), review.warnings());
	}

	private static Previews.Tags tags(StackTags today, StackTags wanted) {
		Set<String> removed = new HashSet<>(today.values().keySet());
		removed.removeAll(wanted.values().keySet());
		return new Previews.Tags(removed, wanted.values());
	}

	private Blueprint blueprint(Fleet fleet) {
		if (OriginalTemplate.isOf(fleet)) {
			throw new NotNow(fleet.id(), "A fleet of the original template is not changed here",
					"Move it to Docker Autoscaler; the second fleet can be changed.");
		}
		return this.blueprints.find(fleet.blueprint())
			.orElseThrow(() -> new NotNow(fleet.id(), "This fleet's blueprint is no longer there",
					"This version of the portal has no blueprint “%s”, so it can only remove the fleet."
						.formatted(fleet.blueprint())));
	}

	/** What became of asking what a change would do, for a page or a script. */
	public sealed interface ChangePreview {

		/** AWS works it out; what looked wrong goes along. */
		record Made(UUID previewId, List<String> warnings) implements ChangePreview {

		}

		/** Something has to be corrected; nothing was asked of AWS. */
		record Invalid(List<Violation> violations) implements ChangePreview {

		}

		/**
		 * Something looks wrong; nothing was asked of AWS, until it is to go on anyway.
		 */
		record Doubtful(List<Finding> findings) implements ChangePreview {

		}

		/** AWS said no. */
		record Refused(AwsFailure failure) implements ChangePreview {

		}

	}

}
