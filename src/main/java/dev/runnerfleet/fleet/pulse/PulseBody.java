package dev.runnerfleet.fleet.pulse;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.runnerfleet.pulse.Pulse;
import dev.runnerfleet.pulse.Pulses;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a living fleet is, as scripts see it. */
@Schema(name = "Pulse", description = "What the fleet's manager reported last; what it could not read is left out")
@JsonInclude(JsonInclude.Include.NON_NULL)
record PulseBody(HealthBody health, @Schema(
		description = "When the last report was written, by the portal's clock; left out where none was heard") @Nullable Instant heardAt,
		@Schema(description = "Why its log cannot be read, left out while it can") @Nullable String trouble,
		@Schema(description = "The manager's instance id") @Nullable String manager,
		@Schema(description = "GitLab Runner's version") @Nullable String runner,
		@Schema(description = "When the runner's process began, by the manager's clock") @Nullable Instant runnerSince,
		@Schema(description = "Whether the manager is newer than the portal, so that there may be more in its report") boolean newer,
		@Nullable Contact gitlab, @Schema(description = "When the runner's token ends") @Nullable Instant tokenExpires,
		@Nullable Jobs jobs, @Nullable Queue queue, @Nullable Workers workers,
		@Schema(description = "Workers now by instance type, /spot behind those that are spot") Map<String, Long> types,
		@Schema(description = "The last worker that could not be started, unless one could since") @Nullable Scaling scaling,
		@Nullable Group group, @Schema(description = "The hash of the configuration in force") @Nullable String hash,
		@Schema(description = "What the runner has logged as an error since it began") @Nullable Long errors,
		@Schema(description = "How full the manager's disk is, per cent") @Nullable Long disk,
		@Schema(description = "How full its memory is, per cent") @Nullable Long memory,
		@Schema(description = "What the manager could not read") @Nullable String missing) {

	static PulseBody of(Pulses.Reading reading) {
		HealthBody health = HealthBody.of(reading.health());
		Pulse pulse = reading.pulse();
		Group group = (reading.group() != null)
				? new Group(reading.group().desired(), reading.group().max(), reading.group().inService()) : null;
		if (pulse == null) {
			return new PulseBody(health, reading.heardAt(), reading.trouble(), null, null, null, false, null, null,
					null, null, null, Map.of(), null, group, null, null, null, null, null);
		}
		return new PulseBody(health, reading.heardAt(), reading.trouble(), pulse.manager(), pulse.runner(),
				pulse.since(), pulse.newer(), Contact.of(pulse.gitlab()), pulse.tokenExpires(), Jobs.of(pulse.jobs()),
				Queue.of(pulse.queue()), Workers.of(pulse.workers()), pulse.types(), Scaling.of(pulse.scaling()), group,
				pulse.hash(), pulse.errors(), pulse.disk(), pulse.memory(), pulse.trouble());
	}

	@Schema(name = "GitLabContact", description = "GitLab's last answer to the question for a job")
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Contact(@Nullable Instant at, @Schema(
			description = "Its HTTP status, such as 204 for nothing to do; 0 where there was no answer since") int status) {

		private static @Nullable Contact of(Pulse.@Nullable Contact contact) {
			return (contact != null) ? new Contact(contact.at(), contact.status()) : null;
		}

	}

	@Schema(name = "RunningJobs", description = "Jobs now, and counts since the runner began")
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Jobs(@Nullable Long running, @Nullable Long limit, @Nullable Long finished, @Nullable Long failed) {

		private static @Nullable Jobs of(Pulse.@Nullable Jobs jobs) {
			return (jobs != null) ? new Jobs(jobs.running(), jobs.limit(), jobs.finished(), jobs.failed()) : null;
		}

	}

	@Schema(name = "JobQueue", description = "Seconds that jobs had waited which were taken in the last five minutes")
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Queue(@Nullable Long median, @Nullable Long longest) {

		private static @Nullable Queue of(Pulse.@Nullable Queue queue) {
			return (queue != null) ? new Queue(queue.median(), queue.longest()) : null;
		}

	}

	@Schema(name = "Workers", description = "Workers by what they do")
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Workers(@Nullable Long ready, @Nullable Long busy, @Nullable Long starting, @Nullable Long deleting,
			@Nullable Long failed, @Nullable Long wanted, @Nullable Long max) {

		private static @Nullable Workers of(Pulse.@Nullable Workers workers) {
			return (workers != null) ? new Workers(workers.ready(), workers.busy(), workers.starting(),
					workers.deleting(), workers.failed(), workers.wanted(), workers.max()) : null;
		}

	}

	@Schema(name = "ScalingFailure")
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Scaling(@Nullable Instant at, @Schema(description = "AWS's code, blank where it gave none") String code,
			@Schema(description = "AWS's words") String words) {

		private static @Nullable Scaling of(Pulse.@Nullable Scaling scaling) {
			return (scaling != null) ? new Scaling(scaling.at(), scaling.code(), scaling.words()) : null;
		}

	}

	@Schema(name = "WorkerGroup", description = "The worker group as Auto Scaling shows it")
	record Group(int desired, int max, int inService) {

	}

	@Schema(name = "PulseHistory")
	record History(@Schema(description = "The fleet's id in the portal") UUID fleet, @Schema(
			description = "Five minutes each in which something was heard, the earliest first") List<Point> points) {

	}

	@Schema(name = "PulsePoint",
			description = "The most that was seen in five minutes, and counts of what came to pass in them")
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Point(@Schema(description = "When the five minutes began") Instant at, @Nullable Integer jobsRunning,
			@Nullable Integer jobsLimit, int jobsFinished, int jobsFailed,
			@Schema(description = "Seconds that half of the jobs had waited for less") @Nullable Integer waitMedian,
			@Schema(description = "Seconds that none had waited for more") @Nullable Integer waitLongest,
			@Nullable Integer workersReady, @Nullable Integer workersBusy, @Nullable Integer workersStarting,
			@Nullable Integer workersMax, Map<String, Long> types) {

		static Point of(Pulses.Point point) {
			return new Point(point.at(), point.running(), point.limit(), point.finished(), point.failed(),
					point.waitMedian(), point.waitLongest(), point.ready(), point.busy(), point.starting(),
					point.maxWorkers(), point.types());
		}

	}

}
