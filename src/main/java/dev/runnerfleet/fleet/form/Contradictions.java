package dev.runnerfleet.fleet.form;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import dev.runnerfleet.fleet.Violation;

/**
 * Values of which each is well-formed, but which cannot hold together.
 *
 * @param values every plain parameter by name
 */
record Contradictions(Map<String, String> values) {

	private static final List<String> TYPES = List.of("WorkerInstanceType", "WorkerInstanceType2",
			"WorkerInstanceType3", "WorkerInstanceType4");

	private static final List<String> TAGS = List.of("WorkerTag", "WorkerTag2");

	private static final Pattern NOTHING = Pattern.compile("0+(\\.0+)?");

	/** What contradicts what, empty if nothing does. */
	List<Violation> violations() {
		List<Violation> violations = new ArrayList<>();
		atMostJobs("IdleCount", "The idle capacity", violations);
		if (!value("WorkingHours").isEmpty()) {
			atMostJobs("OffPeakIdleCount", "The off-peak idle capacity", violations);
		}
		atMostJobs("OnDemandBase", "The on-demand base", violations);
		atOnce(violations);
		typesTwice(violations);
		for (String range : List.of("WorkerVcpus", "WorkerMemory")) {
			range(range, violations);
		}
		tags(violations);
		if (value("WorkerBootScript").startsWith("s3:") && value("WorkerInstanceProfile").isEmpty()
				&& value("WorkerPolicyArns").isEmpty()) {
			violations.add(violation("WorkerBootScript",
					"Workers may read nothing in S3. Give them policies or an instance profile, or enter the script itself."));
		}
		for (String price : List.of("SpotMaxPrice", "SpotInstancePrice")) {
			if (NOTHING.matcher(value(price)).matches()) {
				violations.add(violation(price,
						"AWS sells nothing for 0. Leave it empty to pay the on-demand price at most."));
			}
		}
		return violations;
	}

	private void atMostJobs(String parameter, String what, List<Violation> violations) {
		String value = value(parameter);
		String jobs = value("MaxConcurrentBuilds");
		if (!value.isEmpty() && !jobs.isEmpty() && Long.parseLong(value) > Long.parseLong(jobs)) {
			violations.add(violation(parameter,
					"%s of %s is more than the %s jobs at once, and no job has more than one worker.".formatted(what,
							value, jobs)));
		}
	}

	private void atOnce(List<Violation> violations) {
		String atOnce = value("CapacityPerWorker");
		String most = value("MaxBuildsPerWorker");
		if (!atOnce.isEmpty() && !most.isEmpty() && Long.parseLong(atOnce) > Long.parseLong(most)) {
			violations.add(violation("CapacityPerWorker",
					"A worker that is replaced after %s jobs does not run %s at once.".formatted(most, atOnce)));
		}
	}

	private void typesTwice(List<Violation> violations) {
		Set<String> seen = new HashSet<>();
		for (String parameter : TYPES) {
			String type = value(parameter);
			if (!type.isEmpty() && !seen.add(type)) {
				violations.add(violation(parameter, "%s is there already: each type once.".formatted(type)));
			}
		}
	}

	private void range(String parameter, List<Violation> violations) {
		String[] ends = value(parameter).split("-");
		if (ends.length == 2 && Long.parseLong(ends[0]) > Long.parseLong(ends[1])) {
			violations.add(violation(parameter,
					"From %s to %s there is nothing: the smaller one first.".formatted(ends[0], ends[1])));
		}
	}

	private void tags(List<Violation> violations) {
		Set<String> seen = new HashSet<>();
		for (String parameter : TAGS) {
			String key = value(parameter).split("=", 2)[0];
			String lower = key.toLowerCase(Locale.ROOT);
			if (lower.startsWith("aws:")) {
				violations.add(violation(parameter, "AWS keeps tags that begin with aws: for itself."));
			}
			else if (key.equals("Name") || lower.startsWith("runner-fleet")) {
				violations
					.add(violation(parameter, "The fleet has a tag %s of its own. Use another key.".formatted(key)));
			}
			else if (!key.isEmpty() && !seen.add(key)) {
				violations.add(violation(parameter, "The tag %s is there already: each key once.".formatted(key)));
			}
		}
	}

	private String value(String parameter) {
		return this.values.getOrDefault(parameter, "");
	}

	private static Violation violation(String parameter, String message) {
		return new Violation("parameters[" + parameter + "]", message);
	}

}
