package dev.runnerfleet.fleet.preflight.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.preflight.Check;
import dev.runnerfleet.fleet.preflight.Plan;
import dev.runnerfleet.stack.template.TemplateParameter;

import org.springframework.stereotype.Component;

/**
 * Whether what is asked for fits together as experience has it: the manager's size and
 * the jobs, the runner's age and today's Docker, a program and its checksum, an image and
 * its user.
 */
@Component
class FitnessCheck implements Check {

	/** Jobs at once that managers of a size were seen to bear. */
	private static final Map<String, Integer> BEARABLE = Map.of("nano", 20, "micro", 40, "small", 80, "medium", 150,
			"large", 300);

	private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\..*");

	/**
	 * From here on its Docker client speaks what Docker 29 asks for at least, API 1.44;
	 * the blueprint begins here, too.
	 */
	private static final int SPEAKS_TODAYS_DOCKER = 17_05;

	@Override
	public String subject() {
		return "whether the settings fit together";
	}

	@Override
	public List<Finding> findings(Plan plan) {
		List<Finding> findings = new ArrayList<>();
		managersSize(plan, findings);
		if (plan.blueprint().machines()) {
			runnersAge(plan, findings);
			checksum(plan, findings);
		}
		else {
			disksSpeed(plan, findings);
			key(plan, findings);
		}
		if (plan.value("WorkerImageId").isEmpty() && isChanged("WorkerUser", plan)) {
			findings.add(Finding.stops("parameters[WorkerUser]",
					"The blueprint's image has the user %s. Another one needs an own image that has it."
						.formatted(standard("WorkerUser", plan))));
		}
		return findings;
	}

	private static void managersSize(Plan plan, List<Finding> findings) {
		String type = plan.value("ManagerInstanceType");
		String jobs = plan.value("MaxConcurrentBuilds");
		Integer bearable = BEARABLE.get(type.substring(type.indexOf('.') + 1));
		if (bearable != null && !jobs.isEmpty() && Long.parseLong(jobs) > bearable) {
			findings.add(Finding.warns("parameters[ManagerInstanceType]",
					"A manager of type %s is small for %s jobs at once: such ones ran out of memory or processor at about %d."
						.formatted(type, jobs, bearable))
				.mend("Choose a larger type for the manager, or fewer jobs at once."));
		}
	}

	/** What EC2 refuses of a gp3 disk when a worker starts. */
	private static void disksSpeed(Plan plan, List<Finding> findings) {
		int most = Math.max(3000, 500 * plan.number("WorkerVolumeSize"));
		if (plan.number("WorkerVolumeIops") > most) {
			findings.add(Finding
				.stops("parameters[WorkerVolumeIops]",
						"A disk of %s GiB has %d IOPS at most.".formatted(plan.value("WorkerVolumeSize"), most))
				.mend("Enter fewer, or a larger disk."));
		}
		int fastest = Math.max(3000, plan.number("WorkerVolumeIops")) / 4;
		if (plan.number("WorkerVolumeThroughput") > fastest) {
			findings.add(
					Finding
						.stops("parameters[WorkerVolumeThroughput]",
								"With %s IOPS a disk has %d MiB/s at most.".formatted(plan.value("WorkerVolumeIops"),
										fastest))
						.mend("Enter less, or four IOPS for each MiB/s."));
		}
	}

	private static void key(Plan plan, List<Finding> findings) {
		String key = plan.value("KmsKeyArn");
		if (isElsewhere(plan, key)) {
			findings.add(Finding
				.stops(Plan.field("KmsKeyArn"), "The key %s is in another region than the fleet.".formatted(key))
				.mend("Give the ARN of a key in %s.".formatted(plan.place().region())));
		}
	}

	/** Whether a key, if there is one, is in another region than the fleet. */
	static boolean isElsewhere(Plan plan, String key) {
		return !key.isBlank() && !key.contains(":kms:" + plan.place().region() + ":");
	}

	private static void runnersAge(Plan plan, List<Finding> findings) {
		Matcher version = VERSION.matcher(plan.value("RunnerVersion"));
		if (version.matches() && Integer.parseInt(version.group(1)) * 100
				+ Integer.parseInt(version.group(2)) < SPEAKS_TODAYS_DOCKER) {
			findings.add(Finding.stops("parameters[RunnerVersion]",
					"GitLab Runner %s is too old for the Docker that docker-machine installs on workers today. Use 17.5.0 or newer, or latest."
						.formatted(plan.value("RunnerVersion"))));
		}
	}

	private static void checksum(Plan plan, List<Finding> findings) {
		if (isChanged("DockerMachineVersion", plan) && plan.value("DockerMachineChecksum").isEmpty()) {
			findings.add(Finding.stops("parameters[DockerMachineChecksum]",
					"The manager knows the checksum of %s alone. Give the one of %s."
						.formatted(standard("DockerMachineVersion", plan), plan.value("DockerMachineVersion"))));
		}
	}

	private static boolean isChanged(String parameter, Plan plan) {
		return plan.values().containsKey(parameter) && !plan.value(parameter).equals(standard(parameter, plan));
	}

	private static String standard(String parameter, Plan plan) {
		return plan.blueprint()
			.template()
			.parameters()
			.stream()
			.filter((each) -> each.name().equals(parameter))
			.map(TemplateParameter::defaultValue)
			.findFirst()
			.orElse("");
	}

}
