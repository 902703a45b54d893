package dev.runnerfleet.fleet.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.runnerfleet.aws.Reading;
import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.network.InstanceType;
import dev.runnerfleet.network.MachineImage;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Whether AWS has the machines that are asked for, and whether the images run on them.
 * Where AWS does not say, the names of types still tell their processor.
 */
@Component
class MachineCheck implements LaunchCheck {

	@Override
	public List<Finding> findings(LaunchPlan plan) {
		List<Finding> findings = new ArrayList<>();
		plan.account()
			.types()
			.failure()
			.ifPresent((failure) -> findings.add(Finding.warns("",
					"Whether these instance types exist could not be checked: " + failure.title() + ".")));
		if (isOdd(plan.account().types())) {
			findings.add(Finding.warns("", "AWS named none of these instance types: whether they exist is not known."));
		}
		plan.account()
			.keyPairs()
			.failure()
			.ifPresent((failure) -> findings.add(Finding.warns(field("ManagerKeyPair"),
					"Whether the key pair exists could not be checked: " + failure.title() + ".")));
		for (MachineRole role : MachineRole.values()) {
			types(role, plan, findings);
			ownImage(role, plan, findings);
		}
		return findings;
	}

	private static void types(MachineRole role, LaunchPlan plan, List<Finding> findings) {
		Reading<Map<String, InstanceType>> known = plan.account().types();
		String image = imageName(role, plan);
		String architecture = architecture(role, plan);
		for (String parameter : role.types()) {
			String name = plan.value(parameter);
			if (name.isEmpty()) {
				continue;
			}
			InstanceType type = known.orElse(Map.of()).get(name);
			if (type == null && known.failure().isEmpty() && !isOdd(known)) {
				findings.add(Finding.stops(field(parameter),
						"There is no instance type %s in %s.".formatted(name, plan.form().region())));
			}
			else if (!architecture.isEmpty() && !runs(type, name, architecture)) {
				findings.add(Finding.stops(field(parameter),
						"%s does not run the image of the %s, %s, which is for %s. Choose a type or an image of the other architecture."
							.formatted(name, role.words(), image, architecture)));
			}
		}
	}

	/** Several types were named, and nobody mistypes all of them. */
	private static boolean isOdd(Reading<Map<String, InstanceType>> known) {
		return known.failure().isEmpty() && known.orElse(Map.of()).isEmpty();
	}

	private static void ownImage(MachineRole role, LaunchPlan plan, List<Finding> findings) {
		String id = plan.value(role.ownImage());
		boolean kept = plan.today() != null && id.equals(plan.today().parameters().get(role.ownImage()));
		if (id.isEmpty() || kept) {
			return;
		}
		Reading<Optional<MachineImage>> reading = plan.account().image(role);
		reading.failure()
			.ifPresent((failure) -> findings.add(Finding.warns(field(role.ownImage()),
					"The image %s could not be checked: %s.".formatted(id, failure.title()))));
		if (reading.failure().isPresent()) {
			return;
		}
		Optional<MachineImage> image = reading.orElse(Optional.empty());
		if (image.isEmpty()) {
			findings.add(Finding.stops(field(role.ownImage()),
					"The account knows no image %s in %s.".formatted(id, plan.form().region())));
			return;
		}
		disk(role, image.get(), plan, findings);
	}

	private static void disk(MachineRole role, MachineImage image, LaunchPlan plan, List<Finding> findings) {
		String size = plan.value(role.disk());
		if (!size.isEmpty() && Long.parseLong(size) < image.rootGib()) {
			findings.add(Finding.stops(field(role.disk()),
					"The disk of %s GiB is smaller than the image's, which has %d GiB.".formatted(size,
							image.rootGib())));
		}
		String device = plan.value("WorkerVolumeDevice");
		if (role == MachineRole.WORKER && !image.rootDevice().isEmpty() && !device.isEmpty()
				&& !device.equals(image.rootDevice())) {
			findings.add(Finding.stops(field("WorkerVolumeDevice"),
					"The root disk of %s is %s: at %s the workers would get a second disk.".formatted(image.id(),
							image.rootDevice(), device)));
		}
	}

	private static boolean runs(@Nullable InstanceType type, String name, String architecture) {
		return (type != null) ? type.architectures().contains(architecture)
				: InstanceType.architectureByName(name).equals(architecture);
	}

	private static String imageName(MachineRole role, LaunchPlan plan) {
		String own = plan.value(role.ownImage());
		return own.isEmpty() ? plan.value(role.image()) : own;
	}

	/** Blank where nobody knows. */
	private static String architecture(MachineRole role, LaunchPlan plan) {
		if (!plan.value(role.ownImage()).isEmpty()) {
			return plan.account().image(role).orElse(Optional.empty()).map(MachineImage::architecture).orElse("");
		}
		String image = plan.value(role.image());
		if (image.isEmpty()) {
			return "";
		}
		return image.contains("arm64") ? "arm64" : "x86_64";
	}

	private static String field(String parameter) {
		return "parameters[" + parameter + "]";
	}

}
