package dev.runnerfleet.cleanup;

import dev.runnerfleet.aws.Aws;

/** What the tests of other modules need of this one. */
public record LeftoverTools(WorkerGroup group, Machines machines, CacheBucket cache, LogGroup logs) {

	public LeftoverTools(Aws aws) {
		this(new WorkerGroup(aws), new Machines(aws), new CacheBucket(aws), new LogGroup(aws));
	}

}
