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
				this.links.stream().map((link) -> link.in(evidence.region())).toList());
	}

	/**
	 * Where to go on.
	 *
	 * @param title what is there
	 * @param page an address, or what follows the console's host; {@code {region}} is
	 * filled in
	 */
	record Address(String title, String page) {

		Cause.Link in(String region) {
			return new Cause.Link(this.title,
					this.page.startsWith("https://") ? this.page : ConsoleLinks.page(region, this.page));
		}

	}

}
