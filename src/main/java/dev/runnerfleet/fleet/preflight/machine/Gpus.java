package dev.runnerfleet.fleet.preflight.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.preflight.Plan;
import dev.runnerfleet.network.InstanceType;
import org.jspecify.annotations.Nullable;

/**
 * Whether GPUs, their driver and jobs that ask for them come together: each alone is
 * taken by AWS and the runner, and paid for, until a job fails.
 */
final class Gpus {

	private static final Pattern ASKED_FOR = Pattern.compile("(?m)^\\s*gpus\\s*=\\s*(\"\\s*[^\"\\s]|'\\s*[^'\\s])");

	/** Families with NVIDIA's, where AWS does not say. */
	private static final Pattern FAMILIES = Pattern.compile("(g(?!4ad)|p)\\d.*");

	private static final String IMAGE = "/aws/service/ecs/optimized-ami/amazon-linux-2023/gpu/recommended/image_id";

	private final Plan plan;

	private final Map<String, InstanceType> known;

	private final String image;

	/**
	 * Looks at a plan.
	 * @param known what AWS says of types, by name
	 */
	Gpus(Plan plan, Map<String, InstanceType> known) {
		this.plan = plan;
		this.known = known;
		this.image = plan.value("WorkerImageId").isEmpty() ? plan.value("WorkerImage") : "";
	}

	List<Finding> findings() {
		List<Finding> findings = new ArrayList<>();
		boolean asked = ASKED_FOR.matcher(this.plan.value("ExtraConfiguration")).find();
		boolean driver = this.image.isEmpty() || this.image.contains("/gpu/");
		if (Attributes.of(this.plan).isPresent()) {
			if (asked || this.image.contains("/gpu/")) {
				findings.add(without("A type that is taken by its vCPUs", Plan.field("WorkerVcpus"), asked));
			}
			return findings;
		}
		for (String parameter : MachineRole.WORKER.types(this.plan)) {
			String type = this.plan.value(parameter);
			if (!hasGpu(type, this.known.get(type))) {
				if (asked || this.image.contains("/gpu/")) {
					findings.add(without(type, Plan.field(parameter), asked));
				}
			}
			else if (!driver) {
				String message = "%s has a GPU, and the image %s brings no driver for it".formatted(type, this.image);
				findings.add((asked
						? Finding.stops(Plan.field("WorkerImage"),
								message + ": each job would fail that gets GPUs by the extra configuration.")
						: Finding.warns(Plan.field("WorkerImage"), message + ": no job could use what is paid for."))
					.mend("Choose %s, or an own image with NVIDIA's driver and container toolkit.".formatted(IMAGE)));
			}
		}
		return findings;
	}

	/** Docker refuses to start a container with GPUs that are not there. */
	private Finding without(String type, String field, boolean asked) {
		return (asked ? Finding.stops(field,
				"%s has no GPU of NVIDIA's, and the extra configuration gives GPUs to each job: all that start on it would fail."
					.formatted(type))
				: Finding.warns(field,
						"%s has no GPU of NVIDIA's, and the image %s is made for them.".formatted(type, this.image)))
			.mend(asked ? "Name a type with GPUs such as g6.xlarge, or take gpus out of the extra configuration."
					: "Name a type with GPUs such as g6.xlarge, or choose an image without gpu in its name.");
	}

	private static boolean hasGpu(String name, @Nullable InstanceType type) {
		return (type != null) ? type.gpus() > 0 : FAMILIES.matcher(name).matches();
	}

}
