package dev.runnerfleet.fleet.preflight.machine;

import java.util.Arrays;
import java.util.List;

import dev.runnerfleet.fleet.preflight.Plan;

/** What machines of a fleet are for, with the parameters that say what they are. */
enum MachineRole {

	MANAGER("manager", List.of("ManagerInstanceType"), "ManagerImage", "ManagerImageId", "ManagerVolumeSize"),
	WORKER("workers",
			List.of("WorkerInstanceType", "WorkerInstanceType2", "WorkerInstanceType3", "WorkerInstanceType4"),
			"WorkerImage", "WorkerImageId", "WorkerVolumeSize");

	private final String words;

	private final List<String> types;

	private final String image;

	private final String ownImage;

	private final String disk;

	MachineRole(String words, List<String> types, String image, String ownImage, String disk) {
		this.words = words;
		this.types = types;
		this.image = image;
		this.ownImage = ownImage;
		this.disk = disk;
	}

	/** The instance types that a plan names, each once. */
	static List<String> typesOf(Plan plan) {
		return Arrays.stream(values())
			.flatMap((role) -> role.types(plan).stream())
			.map(plan::value)
			.distinct()
			.toList();
	}

	String words() {
		return this.words;
	}

	/** Parameters that name an instance type; none for workers that are not named. */
	List<String> types(Plan plan) {
		return (this == WORKER && Attributes.of(plan).isPresent()) ? List.of()
				: this.types.stream().filter((parameter) -> !plan.value(parameter).isEmpty()).toList();
	}

	/** The parameter that chooses one of the blueprint's images. */
	String image() {
		return this.image;
	}

	/** The parameter that names an own image, or none. */
	String ownImage() {
		return this.ownImage;
	}

	/** The parameter for the size of the root disk. */
	String disk() {
		return this.disk;
	}

}
