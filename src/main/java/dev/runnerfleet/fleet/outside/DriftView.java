package dev.runnerfleet.fleet.outside;

import java.time.Instant;
import java.util.List;

import dev.runnerfleet.fleet.ConsoleLinks;
import dev.runnerfleet.fleet.ReadableTime;
import dev.runnerfleet.stack.drift.Drift;
import org.jspecify.annotations.Nullable;

/**
 * How a fleet compares with its template, in words.
 *
 * @param title what the latest comparison says
 * @param detail what that means
 * @param tone its colour's meaning
 * @param goesOn whether AWS still compares
 * @param askedBy who asked
 * @param at when it ended, or was asked for while it goes on
 * @param resources what is not as the template wants it
 */
public record DriftView(String title, String detail, String tone, boolean goesOn, String askedBy, ReadableTime at,
		List<Line> resources) {

	/**
	 * A resource that differs.
	 *
	 * @param logicalId its name in the template
	 * @param type its type
	 * @param words what happened to it and what to do
	 * @param link its page in the AWS console, if it has one
	 * @param differences each property that differs
	 */
	record Line(String logicalId, String type, boolean removed, String words, @Nullable String link,
			List<Drift.Resource.Difference> differences) {

	}

	static DriftView of(Drift drift, List<Drift.Resource> found, String region, Instant now) {
		Instant at = (drift.finishedAt() != null) ? drift.finishedAt() : drift.askedAt();
		List<Line> lines = found.stream().map((resource) -> line(resource, region)).toList();
		return new DriftView(title(drift, found), detail(drift, found), tone(drift, found), !drift.finished(),
				drift.askedBy(), ReadableTime.of(at, now), lines);
	}

	private static String title(Drift drift, List<Drift.Resource> found) {
		if (!drift.finished()) {
			return "AWS compares the fleet with its template";
		}
		if (!found.isEmpty()) {
			return (found.size() == 1) ? "One resource differs from the template"
					: found.size() + " resources differ from the template";
		}
		return (drift.failure() != null) ? "AWS could not compare the fleet with its template"
				: "Everything matches the template";
	}

	private static String detail(Drift drift, List<Drift.Resource> found) {
		if (!drift.finished()) {
			return "This takes a minute or two. The result appears on the fleet’s page.";
		}
		if (drift.failure() != null) {
			return (found.isEmpty() ? "" : "AWS could not compare all of it. ") + drift.failure();
		}
		return found.isEmpty() ? "Nobody has changed or removed a resource by hand, as far as AWS can compare."
				: "Somebody changed or removed them by hand, past CloudFormation. "
						+ "If that is meant to stay, leave it; a later change of the fleet may undo it.";
	}

	private static String tone(Drift drift, List<Drift.Resource> found) {
		if (!drift.finished()) {
			return "busy";
		}
		if (!found.isEmpty()) {
			return "warn";
		}
		return (drift.failure() != null) ? "bad" : "good";
	}

	private static Line line(Drift.Resource resource, String region) {
		return new Line(resource.logicalId(), resource.type(), resource.removed(), words(resource),
				resource.removed() ? null : ConsoleLinks.resource(region, resource.type(), resource.physicalId()),
				resource.differences());
	}

	private static String words(Drift.Resource resource) {
		return resource.removed()
				? "It was removed by hand, and the fleet may not work without it. A change of the fleet does not "
						+ "bring it back: launch another like it, then remove this one."
				: "It was changed by hand. To put it right, set it back in the AWS console, "
						+ "or change the fleet in a way that touches it.";
	}

}
