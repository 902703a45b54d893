package dev.runnerfleet.fleet.removal;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.PageReads;
import dev.runnerfleet.aws.PageReads.Pending;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.aws.Reading;
import dev.runnerfleet.cleanup.CacheBucket;
import dev.runnerfleet.cleanup.Machines;
import dev.runnerfleet.cleanup.RemainingParts;
import dev.runnerfleet.cleanup.WorkerGroup;
import dev.runnerfleet.fleet.BusySentence;
import dev.runnerfleet.fleet.CollectedReads;
import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.FleetActions;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.blueprint.OriginalTemplate;
import dev.runnerfleet.fleet.removal.RemovalPages.RemovalPage.Fact;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackResource;
import dev.runnerfleet.stack.Stacks;
import dev.runnerfleet.stack.TerminationProtection;
import dev.runnerfleet.web.Option;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Finds out what a removal would take along. What AWS does not tell is said to be so; the
 * removal itself does not depend on it.
 */
@Component
class RemovalPages {

	private final Stacks stacks;

	private final Fleets fleets;

	private final WorkerGroup group;

	private final Machines machines;

	private final CacheBucket cache;

	private final TerminationProtection protection;

	private final PageReads reads;

	private final Clock clock;

	RemovalPages(Stacks stacks, Fleets fleets, WorkerGroup group, Machines machines, CacheBucket cache,
			TerminationProtection protection, PageReads reads, Clock clock) {
		this.stacks = stacks;
		this.fleets = fleets;
		this.group = group;
		this.machines = machines;
		this.cache = cache;
		this.protection = protection;
		this.reads = reads;
		this.clock = clock;
	}

	/** What there is to tell at once; the rest is pending. */
	Optional<RemovalPage> atOnce(UUID id) {
		return find(id, true);
	}

	/** What AWS tells within the time that somebody waits for a page. */
	Optional<RemovalPage> inTime(UUID id) {
		return find(id, false);
	}

	private Optional<RemovalPage> find(UUID id, boolean atOnce) {
		return this.stacks.find(id)
			.flatMap((stack) -> this.fleets.find(id).map((fleet) -> page(stack, fleet, new CollectedReads(atOnce))));
	}

	private RemovalPage page(Stack stack, Fleet fleet, CollectedReads gathering) {
		Operation latest = this.stacks.latestOperation(stack.id()).orElse(null);
		boolean runnerKnown = fleet.runner() != null;
		if (latest != null && !latest.finished()) {
			return RemovalPage.refused(stack, runnerKnown, BusySentence.words(latest, this.clock.instant()));
		}
		if (!FleetActions.of(stack).remove()) {
			return RemovalPage.refused(stack, runnerKnown,
					"There is nothing to remove: AWS has no stack of this fleet any more.");
		}
		List<StackResource> resources = this.stacks.resources(stack.id());
		RemovalPlan plan = RemovalPlan.of(stack, fleet, resources);
		Place place = stack.place();
		Pending<Boolean> isProtected = this.reads.begin(place, "protection of " + stack.id(),
				() -> this.protection.isOn(stack.id()));
		Pending<String> workers = this.reads.begin(place, "workers of " + stack.id(), () -> workers(plan));
		Pending<String> cache = this.reads.begin(place, "cache of " + stack.id(), () -> cache(plan));
		Reading<Boolean> locked = gathering.read(isProtected);
		List<Fact> facts = facts(plan, told(workers, gathering), told(cache, gathering));
		if (!gathering.pending()) {
			locked.failure().ifPresent((failure) -> facts.add(new Fact("Protection", "", notKnown(failure))));
		}
		return new RemovalPage(stack.id(), stack.name(), facts, retainable(resources), runnerKnown,
				locked.orElse(false), gathering.pending(), null);
	}

	private static String told(Pending<String> question, CollectedReads gathering) {
		Reading<String> reading = gathering.read(question);
		if (reading.isLate() && gathering.pending()) {
			return "AWS has not yet said.";
		}
		return reading.failure().map(RemovalPages::notKnown).orElseGet(() -> reading.orElse(""));
	}

	private static String notKnown(AwsFailure failure) {
		return "Not known: " + failure.title() + ".";
	}

	private List<Fact> facts(RemovalPlan plan, String workers, String cache) {
		List<Fact> facts = new ArrayList<>();
		Fleet.Runner runner = plan.fleet().runner();
		facts.add(new Fact("Runner", (runner != null) ? "#" + runner.id() : "",
				(runner != null) ? "Stays in GitLab, unless you give an access token below."
						: "Stays in GitLab; pause and remove it there."));
		facts.add(new Fact("Workers", "", workers));
		facts.add(new Fact("Cache", (plan.bucket() != null) ? plan.bucket() : "", cache));
		facts.add(new Fact("Stack", plan.stack().name(),
				"The manager, its roles, security groups and the runner token’s secret are removed."));
		if (!OriginalTemplate.isOf(plan.fleet())) {
			facts.add(
					new Fact("Logs", plan.logGroup(), "Stay until their retention ends, unless you choose otherwise."));
		}
		return facts;
	}

	private String workers(RemovalPlan plan) {
		Place place = plan.stack().place();
		String name = plan.group();
		String machines = plan.machines();
		if (machines == null && name == null) {
			return "There are none.";
		}
		RemainingParts workers = (name != null) ? this.group.count(place, name)
				: this.machines.count(place, String.valueOf(machines));
		return switch (workers.count()) {
			case 0 -> "None at the moment.";
			case 1 -> "1 is there. The job that it runs ends at once.";
			default -> workers.count() + " are there. The jobs that they run end at once.";
		};
	}

	private String cache(RemovalPlan plan) {
		String bucket = plan.bucket();
		if (bucket == null) {
			return "There is none.";
		}
		RemainingParts content = this.cache.look(plan.stack().place(), bucket);
		if (!content.found()) {
			return "The bucket is gone already.";
		}
		return (content.count() > 0) ? "Emptied, with all old versions, and removed."
				: "Empty; removed with the stack.";
	}

	private static List<Option> retainable(List<StackResource> resources) {
		return resources.stream()
			.filter((resource) -> resource.status().equals("DELETE_FAILED"))
			.map((resource) -> new Option(resource.logicalId(), resource.logicalId(),
					(resource.reason() != null) ? resource.reason() : resource.type()))
			.toList();
	}

	/**
	 * What somebody sees before they remove a fleet, with today's facts.
	 *
	 * @param id the fleet
	 * @param name its name, to be typed
	 * @param facts what there is and what becomes of it
	 * @param retainable resources that an earlier removal has failed for
	 * @param runnerKnown whether the portal knows the runner in GitLab
	 * @param isProtected whether the stack is protected from being deleted
	 * @param pending whether some facts have not come yet and are to be asked for again
	 * @param obstacle why it cannot be removed now, {@code null} if it can
	 */
	record RemovalPage(UUID id, String name, List<Fact> facts, List<Option> retainable, boolean runnerKnown,
			boolean isProtected, boolean pending, @Nullable String obstacle) {

		static RemovalPage refused(Stack stack, boolean runnerKnown, String obstacle) {
			return new RemovalPage(stack.id(), stack.name(), List.of(), List.of(), runnerKnown, false, false, obstacle);
		}

		/**
		 * One thing that there is.
		 *
		 * @param label what it is
		 * @param subject its name, blank where there is none
		 * @param words what there is to say about it today
		 */
		record Fact(String label, String subject, String words) {

		}

	}

}
