package dev.runnerfleet.fleet.move;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.schedule.Dialect;
import dev.runnerfleet.fleet.schedule.WorkingHours;
import dev.runnerfleet.stack.template.TemplateParameter;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of each parameter of docker-machine in docker-autoscaler: somebody who
 * moves a fleet is told of every one, also of what does not come along.
 *
 * @param carried what comes along, in the first blueprint's order
 * @param left what has no counterpart, or a value that is not taken there
 */
record Counterparts(List<Line> carried, List<Line> left) {

	/** The same in both blueprints. */
	private static final Set<String> SAME = Set.of("GitlabUrl", "ManagerKeyPair", "VpcId", "CacheExpirationInDays",
			"MaxConcurrentBuilds", "MaxBuildsPerWorker", "CheckInterval", "DockerImage", "PullPolicy", "Privileged",
			"MountDockerSocket", "Volumes", "ShmSize", "Environment", "IdleCount", "IdleTime", "Timezone",
			"OffPeakIdleCount", "OffPeakIdleTime", "WorkerInstanceType", "WorkerVolumeSize", "WorkerTag", "WorkerTag2",
			"ManagerInstanceType", "ManagerImage", "ManagerImageId", "ManagerVolumeSize", "RunnerVersion",
			"LogRetentionInDays", "PublicAddresses", "ManagerElasticIp", "ManagerSshCidr", "PermissionsBoundary");

	/** It brings Docker, and a disk of 30 GiB. */
	private static final String FOR_ECS = "/aws/service/ecs/optimized-ami/amazon-linux-2023/%srecommended/image_id";

	private static final String AMAZON_LINUX = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.12-";

	private static final Map<String, Function<Map<String, String>, Counterpart>> OTHERS = Map.ofEntries(
			Map.entry("RunnerToken", (values) -> left("The portal keeps no token: it is asked for below.")),
			Map.entry("SubnetIds",
					(values) -> to("SubnetIds", values,
							values.getOrDefault("SubnetIds", "").contains(",")
									? "Workers start in all of them now, not only in the first." : "")),
			Map.entry("WorkingHours", Counterparts::hours), Map.entry("WorkerImage", Counterparts::image),
			Map.entry("WorkerImageId", (values) -> left(
					"An image of your own has to bring EC2 Instance Connect there. Test it, then set it by a change of the second fleet.")),
			Map.entry("WorkerUser", (values) -> left("The user goes with the image: ec2-user for Amazon Linux.")),
			Map.entry("WorkerVolumeDevice",
					(values) -> left("The device goes with the image: /dev/xvda for Amazon Linux.")),
			Map.entry("SpotInstance",
					(values) -> new Counterpart("OnDemandPercentage", isSpot(values) ? "0" : "100",
							"Now the share of workers that are on-demand, in per cent.")),
			Map.entry("SpotInstancePrice",
					(values) -> isSpot(values)
							? new Counterpart("SpotMaxPrice", values.getOrDefault("SpotInstancePrice", ""), "")
							: left("It counts for spot workers only, and this fleet has none.")),
			Map.entry("DockerMachineVersion", (values) -> left("There is no docker-machine any more.")),
			Map.entry("DockerMachineChecksum", (values) -> left("There is no docker-machine any more.")),
			Map.entry("CacheBucketName", (values) -> left(
					"The second fleet gets a bucket of its own, under a generated name. Its cache begins empty.")));

	/** The parameters of docker-machine of which this knows what becomes of them. */
	static Set<String> known() {
		return Stream.concat(SAME.stream(), OTHERS.keySet().stream()).collect(Collectors.toSet());
	}

	/**
	 * What becomes of a fleet's values.
	 * @param fleet its plain values by name
	 * @param from the blueprint that it has
	 * @param to the blueprint that it is to get
	 */
	static Counterparts of(Map<String, String> fleet, Blueprint from, Blueprint to) {
		Map<String, String> values = new LinkedHashMap<>(from.defaults());
		values.putAll(fleet);
		List<Line> carried = new ArrayList<>();
		List<Line> left = new ArrayList<>();
		for (TemplateParameter parameter : from.template().parameters()) {
			Line line = line(parameter, values, to);
			((line.counterpart() != null) ? carried : left).add(line);
		}
		return new Counterparts(List.copyOf(carried), List.copyOf(left));
	}

	/**
	 * What the second fleet is launched with; all else takes its blueprint's defaults.
	 */
	Map<String, String> values() {
		Map<String, String> values = new LinkedHashMap<>();
		this.carried.forEach((line) -> values.put(String.valueOf(line.counterpart()), line.after()));
		return values;
	}

	private static Line line(TemplateParameter parameter, Map<String, String> values, Blueprint to) {
		String name = parameter.name();
		String before = values.getOrDefault(name, "");
		Counterpart counterpart = SAME.contains(name) ? to(name, values, "")
				: Optional.ofNullable(OTHERS.get(name))
					.map((rule) -> rule.apply(values))
					.orElseGet(() -> left("It has no counterpart."));
		Optional<String> objection = to.template()
			.parameters()
			.stream()
			.filter((each) -> each.name().equals(counterpart.parameter()))
			.findFirst()
			.flatMap((each) -> each.violation(counterpart.value()));
		return objection
			.map((why) -> new Line(parameter.label(), name, before, null, "",
					"This value is not taken there, and the blueprint’s default is used. " + why))
			.orElseGet(() -> new Line(parameter.label(), name, before, counterpart.parameter(), counterpart.value(),
					counterpart.words()));
	}

	private static boolean isSpot(Map<String, String> values) {
		return values.getOrDefault("SpotInstance", "").equals("true");
	}

	/** Amazon Linux of the architecture that Ubuntu had. */
	private static Counterpart image(Map<String, String> values) {
		boolean arm = values.getOrDefault("WorkerImage", "").contains("/arm64/");
		boolean fits = Long.parseLong(values.getOrDefault("WorkerVolumeSize", "0")) >= 30;
		return new Counterpart("WorkerImage",
				fits ? FOR_ECS.formatted(arm ? "arm64/" : "") : AMAZON_LINUX + (arm ? "arm64" : "x86_64"),
				"Workers run Amazon Linux 2023 instead of Ubuntu. Jobs run in their own images as before.");
	}

	/** The same hours in five fields; single seconds and years have none there. */
	private static Counterpart hours(Map<String, String> values) {
		String seven = values.getOrDefault("WorkingHours", "");
		if (seven.isBlank()) {
			return new Counterpart("WorkingHours", "", "");
		}
		return WorkingHours.of(seven, Dialect.DOCKER_MACHINE)
			.map((hours) -> hours.text().split(" "))
			.filter((fields) -> fields[0].equals("*") && fields[6].equals("*"))
			.map((fields) -> String.join(" ", List.of(fields).subList(1, 6)))
			.filter((five) -> WorkingHours.of(five, Dialect.DOCKER_AUTOSCALER).isPresent())
			.map((five) -> new Counterpart("WorkingHours", five, "The same hours in cron’s five fields."))
			.orElseGet(() -> left(
					"Five cron fields cannot say this. The blueprint’s default is used: set the hours by a change of the second fleet."));
	}

	private static Counterpart to(String parameter, Map<String, String> values, String words) {
		return new Counterpart(parameter, values.getOrDefault(parameter, ""), words);
	}

	private static Counterpart left(String words) {
		return new Counterpart(null, "", words);
	}

	private record Counterpart(@Nullable String parameter, String value, String words) {

	}

	/**
	 * What becomes of one parameter.
	 *
	 * @param label what people call it
	 * @param parameter its name
	 * @param before its value in the first fleet
	 * @param counterpart the second blueprint's name for it, {@code null} where it does
	 * not come along
	 * @param after its value in the second fleet, blank where it does not come along
	 * @param words what is to be said of it, blank where it is the same
	 */
	record Line(String label, String parameter, String before, @Nullable String counterpart, String after,
			String words) {

		/** Whether somebody should look at it. */
		public boolean differs() {
			return changes() || !this.words.isEmpty();
		}

		/** Whether the second fleet has another value. */
		public boolean changes() {
			return !this.before.equals(this.after);
		}

	}

}
