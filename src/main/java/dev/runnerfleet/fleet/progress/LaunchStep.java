package dev.runnerfleet.fleet.progress;

import java.time.Duration;
import java.util.Set;

import dev.runnerfleet.manager.Managers;
import dev.runnerfleet.stack.template.TemplateResource;

/**
 * What a launch consists of for people, in the order in which it comes: each step is over
 * when all resources of its types are there.
 */
enum LaunchStep {

	NETWORK("Network and storage", "Firewalls, the cache and a safe place for the token", 30, "AWS::EC2::SecurityGroup",
			"AWS::EC2::SecurityGroupIngress", "AWS::S3::Bucket", "AWS::S3::BucketPolicy",
			"AWS::SecretsManager::Secret"),
	PERMISSIONS("Permissions", "Roles that let the manager start workers", 150, "AWS::IAM::Role",
			"AWS::IAM::InstanceProfile"),
	WORKERS("Group of workers", "Where machines for jobs come and go", 20, "AWS::EC2::LaunchTemplate",
			"AWS::AutoScaling::AutoScalingGroup"),
	/** It sends one signal, and not before GitLab has accepted its token. */
	MANAGER("Manager boots", "The machine starts and installs GitLab Runner", 100, "AWS::EC2::Instance"),
	TOKEN("GitLab accepts the token", "The manager reports back", 0, "AWS::EC2::Instance"),
	READY("Ready", "Jobs can run", 0, "AWS::EC2::EIP", "AWS::AutoScaling::LifecycleHook"),
	/**
	 * Both follow where a first job is to prove that jobs run; then they come in place of
	 * the one before.
	 */
	WORKER("A worker comes up", "The group starts a machine for a first job", 60),
	JOB("A job ran", "It proves that jobs run here", 30);

	/** What all of it usually takes where nothing is known: some goes on side by side. */
	private static final double WHOLE = 300;

	private final String label;

	private final String about;

	private final double share;

	private final Set<String> types;

	LaunchStep(String label, String about, int seconds, String... types) {
		this.label = label;
		this.about = about;
		this.share = seconds / WHOLE;
		this.types = Set.of(types);
	}

	String label() {
		return this.label;
	}

	String about() {
		return this.about;
	}

	/** A manager's group is what the manager is where there is one. */
	boolean covers(TemplateResource resource) {
		return switch (resource.logicalId()) {
			case Managers.GROUP -> this == MANAGER || this == TOKEN;
			case "ManagerTemplate" -> this == MANAGER;
			default -> this.types.contains(resource.type());
		};
	}

	/** Its usual length within a launch of some length. */
	Duration of(Duration launch) {
		return Duration.ofMillis(Math.round(launch.toMillis() * this.share));
	}

}
