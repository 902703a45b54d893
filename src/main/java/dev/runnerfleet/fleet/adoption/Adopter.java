package dev.runnerfleet.fleet.adoption;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.runnerfleet.audit.Action;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.audit.Outcome;
import dev.runnerfleet.aws.PageReads;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.FleetAdoption;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.StackTags;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.fleet.blueprint.OriginalTemplate;
import dev.runnerfleet.fleet.blueprint.Parameters;
import dev.runnerfleet.fleet.blueprint.TemplateOrigin;
import dev.runnerfleet.network.Network;
import dev.runnerfleet.stack.StackAdoption;
import dev.runnerfleet.stack.StackStatus;
import dev.runnerfleet.stack.Stacks;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Makes fleets out of stacks that were launched elsewhere from one of the blueprints. */
@Component
public class Adopter implements FleetAdoption {

	private static final Pattern NAME = Pattern.compile("[a-zA-Z][-a-zA-Z0-9]{0,127}");

	private static final Pattern ARN = Pattern
		.compile("arn:aws[a-z-]*:cloudformation:[a-z0-9-]+:\\d{12}:stack/[a-zA-Z][-a-zA-Z0-9]{0,127}/[-a-zA-Z0-9]+");

	private final StackAdoption stacks;

	private final Stacks known;

	private final Fleets fleets;

	private final Blueprints blueprints;

	private final Network network;

	private final PageReads reads;

	private final Audit audit;

	Adopter(StackAdoption stacks, Stacks known, Fleets fleets, Blueprints blueprints, Network network, PageReads reads,
			Audit audit) {
		this.stacks = stacks;
		this.known = known;
		this.fleets = fleets;
		this.blueprints = blueprints;
		this.network = network;
		this.reads = reads;
		this.audit = audit;
	}

	/**
	 * Looks at a stack.
	 * @param region where it is; an ARN's own region goes before
	 * @param nameOrArn its name or ARN
	 * @return whether it can be adopted
	 * @throws dev.runnerfleet.aws.AwsFailure if AWS cannot be asked
	 */
	Adoption look(String region, String nameOrArn) {
		boolean arn = ARN.matcher(nameOrArn).matches();
		if (!arn && !NAME.matcher(nameOrArn).matches()) {
			return refused("This is neither a stack's name nor its ARN",
					"Copy one of them from the list of stacks in the CloudFormation console.");
		}
		Place place = Place.in(arn ? nameOrArn.split(":")[3] : region);
		if (!regions().inTime().orThrow().contains(place.region())) {
			return refused("The account has no such region", "Choose one of the regions that are switched on.");
		}
		return this.reads.begin(place, "stack " + nameOrArn, () -> ask(place, nameOrArn)).inTime().orThrow();
	}

	/** Begins to ask for the codes of the account's regions. */
	PageReads.Pending<List<String>> regions() {
		return this.reads.begin(Place.in(this.network.defaultRegion()), "regions", this.network::regions);
	}

	private Adoption ask(Place place, String nameOrArn) {
		return this.stacks.find(place, nameOrArn)
			.map(this::look)
			.orElseGet(() -> new Adoption.Refused(HttpStatus.NOT_FOUND, "There is no such stack",
					"AWS knows no stack of that name in %s. Check the region and the spelling."
						.formatted(place.region())));
	}

	/**
	 * Adopts a stack, if it can be.
	 * @param confirmed whether it is wanted although it carries another portal's tag
	 * @param by who adopts it
	 * @return what became of it; {@code Found} if it takes a confirmation
	 */
	public Adoption adopt(String region, String nameOrArn, boolean confirmed, String by) {
		Adoption looked = look(region, nameOrArn);
		if (!(looked instanceof Adoption.Found found) || found.foreign() && !confirmed) {
			this.audit.record(Action.ADOPT, named(nameOrArn), Outcome.REFUSED, why(looked));
			return looked;
		}
		return this.stacks.adopt(found.stack(), found.resources(), by, (id) -> this.fleets.add(fleet(id, found)))
			.<Adoption>map(Adoption.Adopted::new)
			.orElseGet(() -> look(region, nameOrArn));
	}

	private Adoption look(StackAdoption.Candidate stack) {
		Optional<UUID> known = this.stacks.known(stack);
		if (known.isPresent()) {
			return new Adoption.Known(known.get());
		}
		if (stack.nested()) {
			return refused("It is a part of another stack",
					"The portal looks after whole stacks. Name the one that it belongs to.");
		}
		if (stack.status().phase() == StackStatus.Phase.GONE || stack.status().name().startsWith("DELETE_IN_")) {
			return refused("It is being removed", "There will be nothing left to look after.");
		}
		if (stack.status().name().equals("REVIEW_IN_PROGRESS")) {
			return refused("It was never launched", "A change set waits to be executed. Do so first, or launch here.");
		}
		String template = this.stacks.template(stack);
		return TemplateOrigin.of(template, this.blueprints.all())
			.<Adoption>map((origin) -> found(stack, origin))
			.or(() -> original(stack, template))
			.orElseGet(() -> refused("It is not made from one of the portal's blueprints",
					"Only fleets can be adopted. Its template would have to be one of: %s.".formatted(
							this.blueprints.all().stream().map(Blueprint::title).collect(Collectors.joining(", ")))));
	}

	private Adoption.Found found(StackAdoption.Candidate stack, TemplateOrigin origin) {
		Map<String, String> parameters = Parameters.plain(stack.parameters(), origin);
		int resources = origin.template()
			.evaluate(parameters, Map.of("AWS::Region", stack.region()))
			.resources()
			.size();
		return new Adoption.Found(stack, origin, parameters, resources, isForeign(stack));
	}

	/** One of the original template, whose values are its own. */
	private Optional<Adoption> original(StackAdoption.Candidate stack, String template) {
		if (!OriginalTemplate.asksFor(stack.parameters().keySet())) {
			return Optional.empty();
		}
		List<String> types = this.stacks.resourceTypes(stack);
		if (!OriginalTemplate.creates(types)) {
			return Optional.empty();
		}
		return Optional.of(stack.status().phase() == StackStatus.Phase.READY || stack.status()
			.phase() == StackStatus.Phase.UNCHANGED ? new Adoption.Found(stack, null, OriginalTemplate
				.plain(stack.parameters(), template), types.size(), isForeign(stack)) : refused("It does not work",
						"A stack of the original template is adopted to be moved away from, and this one is not ready. Delete it in the CloudFormation console."));
	}

	@Override
	public void takeIn(String region, String stack, String by) {
		adopt(region, stack, false, by);
	}

	private boolean isForeign(StackAdoption.Candidate stack) {
		String tag = stack.fleet();
		if (tag == null) {
			return false;
		}
		try {
			return this.known.find(UUID.fromString(tag)).isEmpty();
		}
		catch (IllegalArgumentException ex) {
			return true;
		}
	}

	private static Fleet fleet(UUID id, Adoption.Found found) {
		TemplateOrigin origin = found.origin();
		return new Fleet(id, (origin != null) ? origin.blueprint().name() : OriginalTemplate.NAME,
				(origin != null) ? origin.version() : 0, found.parameters().getOrDefault("GitlabUrl", ""),
				found.parameters(), null, Fleet.Jobs.UNKNOWN, StackTags.of(found.stack().tags()));
	}

	/** What is no name may be anything, a token included. */
	private static String named(String nameOrArn) {
		return (ARN.matcher(nameOrArn).matches() || NAME.matcher(nameOrArn).matches()) ? nameOrArn : "";
	}

	private static String why(Adoption adoption) {
		if (adoption instanceof Adoption.Refused refused) {
			return refused.title();
		}
		return (adoption instanceof Adoption.Known) ? "The portal has it already" : "It carries another portal's tag";
	}

	private static Adoption.Refused refused(String title, String detail) {
		return new Adoption.Refused(HttpStatus.UNPROCESSABLE_CONTENT, title, detail);
	}

	/** What became of looking at a stack that was made elsewhere, or of adopting it. */
	public sealed interface Adoption {

		/**
		 * It can be adopted.
		 *
		 * @param stack the stack
		 * @param origin the blueprint that it comes from, {@code null} for one of the
		 * original template
		 * @param parameters its plain parameter values, without secrets
		 * @param resources how many resources it has
		 * @param foreign whether it carries the tag of a fleet that this portal does not
		 * know
		 */
		record Found(StackAdoption.Candidate stack, @Nullable TemplateOrigin origin, Map<String, String> parameters,
				int resources, boolean foreign) implements Adoption {

		}

		/** The portal has it already, or another one of that name. */
		record Known(UUID id) implements Adoption {

		}

		/** It cannot be adopted. */
		record Refused(HttpStatus status, String title, String detail) implements Adoption {

		}

		/** It is a fleet like the others now. */
		record Adopted(UUID id) implements Adoption {

		}

	}

}
