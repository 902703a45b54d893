package dev.runnerfleet.sandbox.life;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import dev.runnerfleet.sandbox.account.MachineTypes;
import dev.runnerfleet.sandbox.account.MachineTypes.Span;

/**
 * What of a fleet's parameters makes its life, by the names of the blueprints and of the
 * original template.
 *
 * @param limit how many jobs run at a time at most, one on each worker
 * @param idle how many workers wait for jobs in working hours
 * @param offPeakIdle the same outside of them
 * @param idleTime how many seconds a worker waits that nobody needs
 * @param hours the working hours
 * @param types the workers' instance types, the preferred one first
 * @param onDemandBase how many workers are on-demand in any case
 * @param onDemandShare how many of the others are, in per cent
 * @param buildsPerWorker how many jobs a worker runs before it is replaced
 * @param runner the runner's version
 */
record FleetValues(int limit, int idle, int offPeakIdle, int idleTime, Hours hours, List<String> types,
		int onDemandBase, int onDemandShare, int buildsPerWorker, String runner) {

	private static final String NEWEST_RUNNER = "19.4.0";

	static FleetValues of(Map<String, String> values) {
		List<String> named = Stream
			.of("WorkerInstanceType", "WorkerInstanceType2", "WorkerInstanceType3", "WorkerInstanceType4",
					"GitlabRunnerInstanceType")
			.map((name) -> values.getOrDefault(name, ""))
			.filter((type) -> !type.isBlank())
			.distinct()
			.toList();
		List<String> types = unnamed(values).orElse(named);
		boolean spot = Stream.of("SpotInstance", "GitLabRunnerSpotInstance")
			.map((name) -> values.getOrDefault(name, ""))
			.anyMatch((value) -> value.equals("true") || value.equals("Yes"));
		String version = values.getOrDefault("RunnerVersion", "latest");
		return new FleetValues(Math.max(1, number(values, 10, "MaxConcurrentBuilds", "GitlabMaxConcurrentBuilds")),
				number(values, 1, "IdleCount", "GitlabIdleCount"),
				number(values, 0, "OffPeakIdleCount", "GitlabOffPeakIdleCount"),
				number(values, 1800, "IdleTime", "GitlabIdleTime"),
				Hours.of(values.getOrDefault("WorkingHours", "* 8-17 * * mon-fri"),
						values.getOrDefault("Timezone", "Etc/UTC")),
				types.isEmpty() ? List.of("t3.micro") : types, number(values, 0, "OnDemandBase"),
				spot ? 0 : number(values, 100, "OnDemandPercentage"),
				number(values, 10, "MaxBuildsPerWorker", "GitlabMaxBuilds"),
				version.equals("latest") ? NEWEST_RUNNER : version);
	}

	/** The same where no more than some machines may run. */
	FleetValues atMost(int machines) {
		return new FleetValues(Math.max(0, Math.min(this.limit, machines)), this.idle, this.offPeakIdle, this.idleTime,
				this.hours, this.types, this.onDemandBase, this.onDemandShare, this.buildsPerWorker, this.runner);
	}

	/** The cheapest of those that have what is asked for, if types are not named. */
	private static Optional<List<String>> unnamed(Map<String, String> values) {
		String vcpus = values.getOrDefault("WorkerVcpus", "");
		String memory = values.getOrDefault("WorkerMemory", "");
		if (vcpus.isEmpty() || memory.isEmpty()) {
			return Optional.empty();
		}
		String architecture = values.getOrDefault("WorkerImage", "").contains("arm64") ? "arm64" : "x86_64";
		boolean burstable = values.getOrDefault("WorkerBurstable", "").equals("included");
		return Optional.of(MachineTypes.matching(architecture, Span.parse(vcpus), Span.parse(memory), burstable)
			.stream()
			.limit(4)
			.toList());
	}

	private static int number(Map<String, String> values, int otherwise, String... names) {
		return Stream.of(names)
			.map(values::get)
			.filter(Objects::nonNull)
			.filter((value) -> value.matches("\\d{1,6}"))
			.map(Integer::parseInt)
			.findFirst()
			.orElse(otherwise);
	}

}
