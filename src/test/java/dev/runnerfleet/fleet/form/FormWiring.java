package dev.runnerfleet.fleet.form;

import java.time.Duration;
import java.util.List;

import dev.runnerfleet.aws.PageReads;
import dev.runnerfleet.fleet.preflight.Preflight;
import dev.runnerfleet.gitlab.runner.LocalGitLab;
import dev.runnerfleet.network.TestNetwork;

/** What looks through a form, wired by hand. */
public final class FormWiring {

	private FormWiring() {
	}

	public static LaunchReviewer reviewer() {
		return new LaunchReviewer(new LaunchValidator(LocalGitLab.addresses()),
				new AccountSurveyor(TestNetwork.create(),
						new PageReads(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1))),
				new Preflight(List.of(), Duration.ofMinutes(1)));
	}

}
