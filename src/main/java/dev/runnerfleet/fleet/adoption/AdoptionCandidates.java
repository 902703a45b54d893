package dev.runnerfleet.fleet.adoption;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.runnerfleet.aws.PageReads;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.fleet.StatusLabel;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.fleet.blueprint.OriginalTemplate;
import dev.runnerfleet.stack.StackAdoption;
import dev.runnerfleet.stack.StackAdoption.Candidate;
import dev.runnerfleet.stack.StackAdoption.Strangers;
import dev.runnerfleet.stack.StackStatus;
import dev.runnerfleet.stack.Stacks;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Finds the stacks of a region that could be adopted, so that nobody has to know their
 * names. What they are made from is told by their parameters, without a call for each;
 * the template is read before one is adopted.
 */
@Component
public class AdoptionCandidates {

	/** Each takes a call of its own to be certain of. */
	private static final int MOST_ORIGINALS = 20;

	private final Adopter adopter;

	private final StackAdoption stacks;

	private final Stacks known;

	private final Blueprints blueprints;

	private final PageReads reads;

	AdoptionCandidates(Adopter adopter, StackAdoption stacks, Stacks known, Blueprints blueprints, PageReads reads) {
		this.adopter = adopter;
		this.stacks = stacks;
		this.known = known;
		this.blueprints = blueprints;
		this.reads = reads;
	}

	/**
	 * Begins to look for those of a region.
	 * @param region its code, which may be anything
	 * @return what can be waited for, empty if the account has no such region
	 * @throws dev.runnerfleet.aws.AwsFailure if AWS does not tell which regions there are
	 */
	public Optional<PageReads.Pending<Found>> in(String region) {
		if (!this.adopter.regions().inTime().orThrow().contains(region)) {
			return Optional.empty();
		}
		Place place = Place.in(region);
		return Optional.of(this.reads.begin(place, "adoption candidates", () -> find(place)));
	}

	private Found find(Place place) {
		Strangers strangers = this.stacks.list(place);
		List<Candidate> whole = strangers.stacks().stream().filter(AdoptionCandidates::isThere).toList();
		List<Candidate> ours = whole.stream().filter((stack) -> blueprint(stack).isPresent()).toList();
		List<Candidate> alike = whole.stream()
			.filter((stack) -> OriginalTemplate.asksFor(stack.parameters().keySet()))
			.toList();
		Set<String> adopted = this.stacks
			.known(Stream.concat(ours.stream(), alike.stream()).map(Candidate::arn).collect(Collectors.toSet()));
		List<Row> rows = new ArrayList<>();
		ours.stream().filter((stack) -> !adopted.contains(stack.arn())).map(this::ofBlueprint).forEach(rows::add);
		alike.stream()
			.filter((stack) -> !adopted.contains(stack.arn()))
			.limit(MOST_ORIGINALS)
			.filter((stack) -> OriginalTemplate.creates(this.stacks.resourceTypes(stack)))
			.map(this::ofOriginal)
			.forEach(rows::add);
		rows.sort(Comparator.comparing(Row::name));
		return new Found(place.region(), rows, adopted.size(), strangers.complete() && alike.size() <= MOST_ORIGINALS);
	}

	private static boolean isThere(Candidate stack) {
		return !stack.nested() && stack.status().phase() != StackStatus.Phase.GONE
				&& !stack.status().name().startsWith("DELETE_IN_")
				&& !stack.status().name().equals("REVIEW_IN_PROGRESS");
	}

	/** Of two blueprints that ask for much the same, the one that asks for more of it. */
	private Optional<Blueprint> blueprint(Candidate stack) {
		Set<String> names = stack.parameters().keySet();
		if (!names.containsAll(Set.of("GitlabUrl", "RunnerToken", "MaxConcurrentBuilds", "WorkerInstanceType"))) {
			return Optional.empty();
		}
		return this.blueprints.all()
			.stream()
			.max(Comparator.comparingLong((blueprint) -> blueprint.template()
				.parameters()
				.stream()
				.filter((parameter) -> names.contains(parameter.name()))
				.count()));
	}

	private Row ofBlueprint(Candidate stack) {
		return new Row(stack, StatusLabel.of(stack.status()), blueprint(stack).map(Blueprint::title).orElseThrow(),
				isForeign(stack), null);
	}

	private Row ofOriginal(Candidate stack) {
		return new Row(stack, StatusLabel.of(stack.status()), null, isForeign(stack),
				Likeness.of(stack.parameters(), this.blueprints.first()));
	}

	private boolean isForeign(Candidate stack) {
		try {
			return stack.fleet() != null && this.known.find(UUID.fromString(stack.fleet())).isEmpty();
		}
		catch (IllegalArgumentException ex) {
			return true;
		}
	}

	/**
	 * What there is in a region.
	 *
	 * @param region the region
	 * @param rows the candidates by name
	 * @param adopted how many of the portal's own fleets were among the stacks
	 * @param complete whether all stacks were looked at
	 */
	public record Found(String region, List<Row> rows, int adopted, boolean complete) {

	}

	/**
	 * A stack that could be adopted, or one of the original template, which another fleet
	 * can follow.
	 *
	 * @param stack the stack
	 * @param status its status in words
	 * @param blueprint its blueprint's title, {@code null} for one of the original
	 * template
	 * @param foreign whether it carries the tag of another portal's fleet
	 * @param likeness what a fleet like it would be launched with, {@code null} for one
	 * of a blueprint
	 */
	public record Row(Candidate stack, StatusLabel status, @Nullable String blueprint, boolean foreign,
			@Nullable Likeness likeness) {

		public String name() {
			return this.stack.name();
		}

		/** What does not come along into a fleet like it, in sentences. */
		public List<String> left() {
			return (this.likeness != null) ? this.likeness.left() : List.of();
		}

		/**
		 * The launch form's address with its values, {@code null} for one of a blueprint.
		 */
		public @Nullable String launchLikeIt() {
			if (this.likeness == null) {
				return null;
			}
			UriComponentsBuilder form = UriComponentsBuilder.fromPath("/fleets/new")
				.queryParam("region", "{region}")
				.queryParam("preset", "own");
			Map<String, String> values = this.likeness.values();
			values.keySet().forEach((name) -> form.queryParam(name, "{" + name + "}"));
			return form.encode().buildAndExpand(variables(values)).toUriString();
		}

		private Map<String, String> variables(Map<String, String> values) {
			Map<String, String> variables = new HashMap<>(values);
			variables.put("region", this.stack.region());
			return variables;
		}

	}

}
