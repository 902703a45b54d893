package dev.runnerfleet.fleet.move;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.blueprint.OriginalTemplate;
import dev.runnerfleet.fleet.move.Counterparts.Line;
import dev.runnerfleet.fleet.schedule.Dialect;
import dev.runnerfleet.fleet.schedule.WorkingHours;
import dev.runnerfleet.stack.template.TemplateParameter;

/**
 * What becomes of each parameter of the original template, and of what it has fixed, in
 * docker-autoscaler.
 */
final class OriginalCounterparts {

	private static final String SPOT = "GitLabRunnerSpotInstance";

	private static final Map<String, String> LEFT = Map.of("GitlabToken",
			"It can be read in the stack’s metadata: treat it as leaked. The second fleet gets another runner, and this one goes.",
			"CacheBucketName",
			"The second fleet gets a bucket of its own, under a generated name. Its cache begins empty.",
			"ManagerImageId", "A new manager runs the current Amazon Linux.");

	private final Map<String, String> old;

	private final Blueprint to;

	private final List<Line> carried = new ArrayList<>();

	private final List<Line> left = new ArrayList<>();

	private OriginalCounterparts(Map<String, String> old, Blueprint to) {
		this.old = old;
		this.to = to;
	}

	/**
	 * What becomes of a fleet's values.
	 * @param old its plain values by name
	 * @param to the blueprint that it is to get
	 */
	static Counterparts of(Map<String, String> old, Blueprint to) {
		return new OriginalCounterparts(old, to).all();
	}

	private Counterparts all() {
		carry("GitlabUrl", "GitlabUrl", "");
		carry("VpcId", "VpcId", "");
		carry("SubnetId", "SubnetIds",
				"More subnets can be added by a change: EC2 then has more zones to choose from.");
		carry("ManagerKeyPair", "ManagerKeyPair", "");
		carry("ManagerInstanceType", "ManagerInstanceType", "");
		carry("CacheExpirationInDays", "CacheExpirationInDays", "");
		carry("GitlabDockerImage", "DockerImage", "");
		carry("GitlabMaxConcurrentBuilds", "MaxConcurrentBuilds", "");
		carry("GitlabCheckInterval", "CheckInterval", "");
		carry("GitlabIdleCount", "IdleCount", "");
		carry("GitlabIdleTime", "IdleTime", "");
		carry("GitlabOffPeakIdleCount", "OffPeakIdleCount", "");
		carry("GitlabOffPeakIdleTime", "OffPeakIdleTime", "");
		carry("GitlabOffPeakTimezone", "Timezone", "");
		hours();
		carry("GitlabRunnerInstanceType", "WorkerInstanceType", "");
		spot();
		privileged();
		this.old.keySet()
			.stream()
			.filter((name) -> LEFT.containsKey(name) && !name.equals("GitlabToken"))
			.forEach(this::leave);
		leave("GitlabToken");
		return new Counterparts(List.copyOf(this.carried), List.copyOf(this.left));
	}

	/** Every value that somebody may correct, with what it would be. */
	static Map<String, String> correctable(Counterparts counterparts, Blueprint to) {
		Map<String, String> values = new LinkedHashMap<>(counterparts.values());
		List.of("GitlabUrl", "VpcId", "SubnetIds", "WorkerInstanceType", "DockerImage", "WorkingHours", "Timezone",
				"MaxConcurrentBuilds", "Privileged", "MountDockerSocket", "MaxBuildsPerWorker", "SpotMaxPrice")
			.forEach((name) -> values.putIfAbsent(name, to.defaults().getOrDefault(name, "")));
		return values;
	}

	/** Times of fewer workers are fixed there, and unknown to a runner of today. */
	private void hours() {
		String periods = this.old.getOrDefault(OriginalTemplate.OFF_PEAK, "");
		Optional<String> hours = OffPeak.workingHours(periods)
			.filter((text) -> WorkingHours.of(text, Dialect.DOCKER_AUTOSCALER).isPresent());
		if (hours.isPresent()) {
			add(OriginalTemplate.OFF_PEAK, periods, "WorkingHours", hours.get(),
					"A runner of today knows working hours alone: all the others are off-peak.");
		}
		else {
			this.left.add(new Line(label("WorkingHours", OriginalTemplate.OFF_PEAK), OriginalTemplate.OFF_PEAK, periods,
					null, "",
					"They cannot be told from its template. The blueprint’s working hours are used: correct them below."));
		}
	}

	private void spot() {
		String spot = this.old.getOrDefault(SPOT, "No");
		add(SPOT, spot, "OnDemandPercentage", spot.equals("Yes") ? "0" : "100",
				"Now the share of workers that are on-demand, in per cent.");
		String price = this.old.getOrDefault("SpotInstancePrice", "");
		if (spot.equals("Yes")) {
			add("SpotInstancePrice", price, "SpotMaxPrice", price, "");
		}
		else {
			this.left.add(new Line("Spot price", "SpotInstancePrice", price, null, "",
					"It counts for spot workers only, and this fleet has none."));
		}
	}

	/** A job that owns its worker must not meet the next one there. */
	private void privileged() {
		boolean privileged = !this.old.getOrDefault(OriginalTemplate.PRIVILEGED, "true").equals("false");
		boolean socket = this.old.getOrDefault(OriginalTemplate.SOCKET, "").equals("true");
		add(OriginalTemplate.PRIVILEGED, String.valueOf(privileged), "Privileged", String.valueOf(privileged),
				"Fixed there. Switch it off unless jobs run Docker in Docker.");
		add(OriginalTemplate.SOCKET, String.valueOf(socket), "MountDockerSocket", String.valueOf(socket),
				"Fixed there. Switch it off unless jobs use the worker’s Docker.");
		String builds = this.old.getOrDefault("GitlabMaxBuilds", "");
		boolean owns = privileged || socket;
		add("GitlabMaxBuilds", builds, "MaxBuildsPerWorker", owns ? "1" : builds, owns
				? "A job that owns its worker must not leave anything for the next one: each gets a worker of its own."
				: "");
	}

	private void carry(String name, String counterpart, String words) {
		String value = this.old.get(name);
		if (value != null) {
			add(name, value, counterpart, value, words);
		}
	}

	private void add(String name, String before, String counterpart, String after, String words) {
		Optional<String> objection = parameter(counterpart).flatMap((parameter) -> parameter.violation(after));
		if (objection.isPresent()) {
			this.left.add(new Line(label(counterpart, name), name, before, null, "",
					"This value is not taken there, and the blueprint’s default is used. " + objection.get()));
		}
		else {
			this.carried.add(new Line(label(counterpart, name), name, before, counterpart, after, words));
		}
	}

	private void leave(String name) {
		this.left.add(new Line(name, name, this.old.getOrDefault(name, ""), null, "", LEFT.getOrDefault(name, "")));
	}

	private String label(String counterpart, String otherwise) {
		return parameter(counterpart).map(TemplateParameter::label).orElse(otherwise);
	}

	private Optional<TemplateParameter> parameter(String name) {
		return this.to.template().parameters().stream().filter((each) -> each.name().equals(name)).findFirst();
	}

}
