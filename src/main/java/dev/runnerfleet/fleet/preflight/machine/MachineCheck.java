package dev.runnerfleet.fleet.preflight.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.runnerfleet.aws.Reading;
import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.preflight.Check;
import dev.runnerfleet.fleet.preflight.Plan;
import dev.runnerfleet.network.InstanceType;
import dev.runnerfleet.network.MachineImage;
import dev.runnerfleet.network.Machinery;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Whether AWS has the machines that are asked for, and whether the images run on them.
 * Where AWS does not say, the names of types still tell their processor.
 */
@Component
class MachineCheck implements Check {

	/** AWS's image that brings Docker has a disk of this size. */
	private static final String WITH_DOCKER = "/aws/service/ecs/optimized-ami/";

	private static final int WITH_DOCKER_GIB = 30;

	private final Machinery machinery;

	MachineCheck(Machinery machinery) {
		this.machinery = machinery;
	}

	@Override
	public String subject() {
		return "the instance types and images";
	}

	@Override
	public List<Finding> findings(Plan plan) {
		List<Finding> findings = new ArrayList<>();
		List<String> names = MachineRole.typesOf(plan);
		Reading<Map<String, InstanceType>> types = Reading.of(() -> this.machinery.instanceTypes(plan.place(), names));
		types.failure()
			.ifPresent(
					(failure) -> findings.add(
							Finding
								.notes("",
										"Not checked: whether these instance types exist. %s."
											.formatted(failure.title()))
								.mend(failure.detail())));
		if (isOdd(types) && !names.isEmpty()) {
			findings.add(Finding.notes("", "AWS named none of these instance types: whether they exist is not known."));
		}
		for (MachineRole role : MachineRole.values()) {
			Reading<Optional<MachineImage>> image = image(role, plan);
			types(role, plan, types, image.orElse(Optional.empty()), findings);
			ownImage(role, plan, image, findings);
			String name = imageName(role, plan);
			if (name.startsWith(WITH_DOCKER)) {
				disk(role, new MachineImage("this image", "", "/dev/xvda", WITH_DOCKER_GIB), plan, findings);
			}
		}
		findings.addAll(new Gpus(plan, types.orElse(Map.of())).findings());
		return findings;
	}

	private Reading<Optional<MachineImage>> image(MachineRole role, Plan plan) {
		String id = plan.value(role.ownImage());
		return id.isEmpty() ? new Reading.Told<>(Optional.empty())
				: Reading.of(() -> this.machinery.image(plan.place(), id));
	}

	private static void types(MachineRole role, Plan plan, Reading<Map<String, InstanceType>> known,
			Optional<MachineImage> own, List<Finding> findings) {
		String image = imageName(role, plan);
		String architecture = architecture(role, plan, own);
		for (String parameter : role.types(plan)) {
			String name = plan.value(parameter);
			InstanceType type = known.orElse(Map.of()).get(name);
			if (type == null && known.failure().isEmpty() && !isOdd(known)) {
				findings.add(Finding
					.stops(Plan.field(parameter),
							"There is no instance type %s in %s.".formatted(name, plan.place().region()))
					.mend("Look for a slip in the name, or choose another type."));
			}
			else if (!architecture.isEmpty() && !runs(type, name, architecture)) {
				findings
					.add(Finding
						.stops(Plan.field(parameter),
								"%s does not run the image of the %s, %s, which is for %s.".formatted(name,
										role.words(), image, architecture))
						.mend("Choose a type or an image of the other architecture."));
			}
		}
	}

	/** Several types were named, and nobody mistypes all of them. */
	private static boolean isOdd(Reading<Map<String, InstanceType>> known) {
		return known.failure().isEmpty() && known.orElse(Map.of()).isEmpty();
	}

	private static void ownImage(MachineRole role, Plan plan, Reading<Optional<MachineImage>> reading,
			List<Finding> findings) {
		String id = plan.value(role.ownImage());
		if (id.isEmpty() || plan.keeps(role.ownImage())) {
			return;
		}
		reading.failure()
			.ifPresent((failure) -> findings.add(Finding
				.notes(Plan.field(role.ownImage()), "Not checked: the image %s. %s.".formatted(id, failure.title()))
				.mend(failure.detail())));
		if (reading.failure().isPresent()) {
			return;
		}
		Optional<MachineImage> image = reading.orElse(Optional.empty());
		if (image.isEmpty()) {
			findings.add(Finding
				.stops(Plan.field(role.ownImage()),
						"The account knows no image %s in %s.".formatted(id, plan.place().region()))
				.mend("Images belong to one region: choose one of this region, or have it shared with the account."));
			return;
		}
		disk(role, image.get(), plan, findings);
	}

	private static void disk(MachineRole role, MachineImage image, Plan plan, List<Finding> findings) {
		String size = plan.value(role.disk());
		if (!size.isEmpty() && Long.parseLong(size) < image.rootGib()) {
			findings.add(
					Finding
						.stops(Plan.field(role.disk()),
								"The disk of %s GiB is smaller than the image's, which has %d GiB.".formatted(size,
										image.rootGib()))
						.mend("Enter %d or more.".formatted(image.rootGib())));
		}
		String device = plan.value("WorkerVolumeDevice");
		if (role == MachineRole.WORKER && !image.rootDevice().isEmpty() && !device.isEmpty()
				&& !device.equals(image.rootDevice())) {
			findings
				.add(Finding
					.stops(Plan.field("WorkerVolumeDevice"),
							"The root disk of %s is %s: at %s the workers would get a second disk."
								.formatted(image.id(), image.rootDevice(), device))
					.mend("Enter %s.".formatted(image.rootDevice())));
		}
	}

	private static boolean runs(@Nullable InstanceType type, String name, String architecture) {
		return (type != null) ? type.architectures().contains(architecture)
				: InstanceType.architectureByName(name).equals(architecture);
	}

	private static String imageName(MachineRole role, Plan plan) {
		String own = plan.value(role.ownImage());
		return own.isEmpty() ? plan.value(role.image()) : own;
	}

	/** Blank where nobody knows. */
	private static String architecture(MachineRole role, Plan plan, Optional<MachineImage> own) {
		if (!plan.value(role.ownImage()).isEmpty()) {
			return own.map(MachineImage::architecture).orElse("");
		}
		String image = plan.value(role.image());
		if (image.isEmpty()) {
			return "";
		}
		return image.contains("arm64") ? "arm64" : "x86_64";
	}

}
