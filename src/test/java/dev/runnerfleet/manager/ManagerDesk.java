package dev.runnerfleet.manager;

import java.time.Clock;

import dev.runnerfleet.aws.Aws;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The module wired by hand for tests of others. */
public final class ManagerDesk {

	private ManagerDesk() {
	}

	public static Managers managers(JdbcClient jdbc) {
		return new Managers(jdbc);
	}

	public static ScalingGroups scaling(Aws aws) {
		return new ScalingGroups(aws);
	}

	public static ManagerGroups groups(Aws aws, JdbcClient jdbc, Clock clock) {
		return new ManagerGroups(scaling(aws), new ManagerRows(jdbc), clock);
	}

}
