package dev.runnerfleet.fleet.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.blueprint.Blueprint.Preset;
import dev.runnerfleet.fleet.cost.FleetCosts;
import dev.runnerfleet.fleet.cost.FleetCosts.Cost;
import dev.runnerfleet.fleet.form.FormChecks;
import dev.runnerfleet.fleet.form.LaunchForm;
import dev.runnerfleet.fleet.form.LaunchPage;
import dev.runnerfleet.fleet.form.LaunchReviewer;
import dev.runnerfleet.fleet.progress.UsualTimes;

import org.springframework.stereotype.Component;

/** Says what comes of a form, for people who would rather not read all of it. */
@Component
class LaunchSummaries {

	private final LaunchReviewer reviewer;

	private final UsualTimes times;

	private final FleetCosts costs;

	LaunchSummaries(LaunchReviewer reviewer, UsualTimes times, FleetCosts costs) {
		this.costs = costs;
		this.reviewer = reviewer;
		this.times = times;
	}

	/** What comes of a form, with what the quick checks find. */
	LaunchSummary checked(LaunchForm form, LaunchPage page) {
		try {
			return with(FormChecks.glance(this.reviewer.outlook(form, page.blueprint()), page.labels()), form, page);
		}
		catch (AwsFailure ex) {
			return with(FormChecks.failed(ex.title()), form, page);
		}
	}

	/** What can be said without asking anybody. */
	LaunchSummary atOnce(LaunchForm form, LaunchPage page) {
		return with(FormChecks.NONE, form, page);
	}

	private LaunchSummary with(FormChecks checks, LaunchForm form, LaunchPage page) {
		return new LaunchSummary(gets(form, page), time(form), cost(form, page), checks);
	}

	/** What each preset costs, by its name. */
	Map<String, Cost> presets(LaunchForm form, LaunchPage page) {
		return page.blueprint()
			.presets()
			.stream()
			.collect(Collectors.toMap(Preset::name,
					(preset) -> this.costs.of(page.blueprint(), form.region(), preset.parameters())));
	}

	private Cost cost(LaunchForm form, LaunchPage page) {
		return this.costs.of(page.blueprint(), form.region(), form.values(page.blueprint()));
	}

	private String time(LaunchForm form) {
		return this.times.ofLaunch(form.blueprint(), Place.in(form.region())).words();
	}

	private static List<String> gets(LaunchForm form, LaunchPage page) {
		Blueprint blueprint = page.blueprint();
		Map<String, String> values = form.values(blueprint);
		List<String> gets = new ArrayList<>();
		gets.add("A manager, %s, that always runs".formatted(values.getOrDefault("ManagerInstanceType", "")));
		gets.add(workers(values));
		gets.add(idle(values));
		if (values.getOrDefault("Privileged", "").equals("true")) {
			gets.add("Docker-in-Docker in jobs");
		}
		if (!page.place().isEmpty()) {
			gets.add(page.place());
		}
		String days = values.getOrDefault("CacheExpirationInDays", "");
		gets.add(days.equals("0") ? "A cache that keeps its files"
				: "A cache that keeps files for %s days".formatted(days));
		return gets;
	}

	private static String workers(Map<String, String> values) {
		List<String> types = Stream
			.of("WorkerInstanceType", "WorkerInstanceType2", "WorkerInstanceType3", "WorkerInstanceType4")
			.map((name) -> values.getOrDefault(name, ""))
			.filter((type) -> !type.isEmpty())
			.toList();
		int jobs = Integer.parseInt(values.getOrDefault("MaxConcurrentBuilds", "0"));
		int capacity = Integer.parseInt(values.getOrDefault("CapacityPerWorker", "1"));
		String vcpus = values.getOrDefault("WorkerVcpus", "");
		return "Up to %s %s, %s".formatted((jobs + capacity - 1) / capacity, market(values),
				vcpus.isEmpty() ? String.join(" or ", types) : "of types with %s vCPUs and %s MiB of memory"
					.formatted(vcpus, values.getOrDefault("WorkerMemory", "")));
	}

	private static String market(Map<String, String> values) {
		String share = values.getOrDefault("OnDemandPercentage", "100");
		boolean whole = share.equals("0") && values.getOrDefault("OnDemandBase", "0").equals("0");
		if (values.getOrDefault("SpotInstance", "").equals("true") || whole) {
			return "spot workers";
		}
		return share.equals("100") ? "workers" : "workers, part of them spot";
	}

	private static String idle(Map<String, String> values) {
		String idle = values.getOrDefault("IdleCount", "0");
		if (idle.equals("0")) {
			return "No worker while there are no jobs";
		}
		boolean always = values.getOrDefault("WorkingHours", "").isEmpty();
		return "Ready for %s %s at once, %s".formatted(idle, idle.equals("1") ? "job" : "jobs", always ? "day and night"
				: "in working hours of " + values.getOrDefault("Timezone", "").replace('_', ' '));
	}

}
