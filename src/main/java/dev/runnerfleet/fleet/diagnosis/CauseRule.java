package dev.runnerfleet.fleet.diagnosis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.runnerfleet.fleet.ConsoleLinks;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the catalogue: what a cause is known by, and its words.
 *
 * @param id its name
 * @param matches what it is known by, one of these
 * @param title what happened
 * @param explanation why
 * @param fix what to set right
 * @param values whether that takes other values
 * @param logged whether the manager's log tells more
 * @param fields parameters that it may lie in
 * @param links where to go on
 */
record CauseRule(String id, List<Match> matches, Words title, Words explanation, Words fix, boolean values,
		boolean logged, List<String> fields, List<Address> links) {

	/** The names of ids in patterns, by the type of what has that id. */
	private static final Map<String, String> NAMED = Map.of("AWS::EC2::Subnet", "subnet", "AWS::EC2::Instance",
			"instance", "AWS::S3::Bucket", "bucket");

	Optional<Cause> of(Evidence evidence, @Nullable List<ManagerLine> lines) {
		return this.matches.stream()
			.flatMap((match) -> match.in(evidence, lines).stream())
			.findFirst()
			.map((values) -> cause(evidence, values));
	}

	private Cause cause(Evidence evidence, Map<String, String> found) {
		Map<String, String> known = new HashMap<>(found);
		known.put("region", evidence.region());
		if (evidence.resource() != null) {
			known.put("resource", evidence.resource());
		}
		return new Cause(this.id, this.title.filled(known), this.explanation.filled(known), this.fix.filled(known),
				this.values, this.logged, this.fields,
				this.links.stream().map((link) -> link.in(evidence.region(), found)).toList());
	}

	/**
	 * Where to go on.
	 *
	 * @param title what is there
	 * @param page an address, or what follows the console's host; {@code {region}} is
	 * filled in
	 * @param of the type of the fleet's thing that it leads to where that is known,
	 * {@code null} if it is about none
	 */
	record Address(String title, String page, @Nullable String of) {

		/** What AWS names by its id is where that leads to. */
		Cause.Link in(String region, Map<String, String> found) {
			String named = found.getOrDefault(NAMED.getOrDefault(String.valueOf(this.of), ""), "");
			String thing = named.isEmpty() ? null : ConsoleLinks.resource(region, String.valueOf(this.of), named);
			return (thing != null) ? new Cause.Link(named, thing) : new Cause.Link(this.title,
					this.page.startsWith("https://") ? this.page : ConsoleLinks.page(region, this.page), this.of);
		}

	}

}
