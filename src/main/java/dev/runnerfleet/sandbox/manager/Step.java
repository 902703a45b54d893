package dev.runnerfleet.sandbox.manager;

import java.util.List;
import java.util.Locale;

/** What a manager does, one step after the other, in the order of its boot. */
enum Step {

	SWAP("adding swap space"), AGENT("installing and starting the CloudWatch agent"),
	RETENTION("setting how long the log group keeps its events"), MACHINE("downloading docker-machine"),
	RUNNER("installing GitLab Runner (%2$s)"), SECRET("reading the runner token from Secrets Manager"),
	PLUGIN("installing the fleeting plugin"), VERIFY("asking GitLab at %1$s to verify the runner token"),
	ZONES("suspending zone rebalancing of the worker group"),
	PREDECESSOR("stopping the manager that this one replaces"), START("starting GitLab Runner"),
	SETTLE("putting the new values into force");

	/** What a change does again, in the order in which it does it. */
	static final List<Step> CHANGE = List.of(SECRET, PLUGIN, VERIFY, SWAP, AGENT, RETENTION, MACHINE, RUNNER, SETTLE);

	private static final List<Step> OF_GROUPS = List.of(PLUGIN, ZONES);

	private final String words;

	Step(String words) {
		this.words = words;
	}

	/** Whether managers of a kind take it. */
	boolean isOf(ManagerSettings settings) {
		return settings.usesDockerMachine() ? !OF_GROUPS.contains(this) : this != MACHINE;
	}

	/** Its name in the log. */
	String key() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** What it does, in words. */
	String words(ManagerSettings settings) {
		return this.words.formatted(settings.gitlabUrl(), settings.runnerVersion());
	}

}
