package dev.runnerfleet.autopsy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.manager.ManagerDesk;
import dev.runnerfleet.database.TestDatabase;
import dev.runnerfleet.stack.OperationEvent;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackFixture;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The module wired by hand over the tables of a stack's fixture. */
public final class AutopsyDesk {

	/** When the events of the stack's fixture begin. */
	static final Instant BEGIN = Instant.ofEpochSecond(1_800_000_000L);

	final StackFixture portal;

	final FakeMachines machines = new FakeMachines();

	final Autopsies autopsies;

	private final AutopsyTask task;

	private final AutopsyReader reader;

	private int heard;

	AutopsyDesk(TestDatabase database) {
		this.portal = new StackFixture(database);
		this.autopsies = autopsies(this.portal.jdbc);
		this.task = new AutopsyTask(this.autopsies, this.portal.stacks, this.portal.preview.previews,
				this.portal.scheduler, this.portal.clock);
		ManagerLog log = new ManagerLog(this.machines);
		this.reader = new AutopsyReader(log, new ScalingActivities(this.machines),
				new ManagerBoot(log, this.portal.stacks, ManagerDesk.managers(this.portal.jdbc),
						ManagerDesk.groups(this.machines, this.portal.jdbc, this.portal.clock), this.portal.clock),
				this.autopsies, this.portal.operations, this.portal.stacks, this.portal.rows,
				this.portal.preview.previews, ManagerDesk.managers(this.portal.jdbc), this.portal.transaction,
				this.portal.clock);
	}

	/** The tables alone, for modules that only read them. */
	public static Autopsies autopsies(JdbcClient jdbc) {
		return new Autopsies(jdbc, JsonMapper.shared());
	}

	/** The managers' log alone. */
	public static ManagerLog log(Aws aws) {
		return new ManagerLog(aws);
	}

	/** Lets the module hear what the stack's module has announced since. */
	void hear() {
		List<Object> news = List.copyOf(this.portal.announced.subList(this.heard, this.portal.announced.size()));
		this.heard += news.size();
		news.forEach((event) -> {
			if (event instanceof OperationEvent.Ended ended) {
				this.task.ended(ended);
			}
			else if (event instanceof OperationEvent.Settled settled) {
				this.task.settled(settled);
			}
			else if (event instanceof Stack.Changed changed) {
				this.task.changed(changed);
			}
		});
	}

	Optional<Duration> look() {
		return look(this.portal.operation().id());
	}

	Optional<Duration> look(UUID operationId) {
		return this.reader.look(operationId);
	}

	/** As the scheduler does, with the clock set on for each pause. */
	void lookUntilItRests() {
		for (Optional<Duration> pause = look(); pause.isPresent(); pause = look()) {
			this.portal.clock.advance(pause.get());
		}
	}

	Autopsy autopsy() {
		UUID operation = this.portal.operation().id();
		return this.autopsies.of(operation).orElseThrow();
	}

	/** The manager says something of itself. */
	void says(int second, String run, String step, String outcome, String words) {
		says(second, run, step, outcome, words, "");
	}

	void says(int second, String run, String step, String outcome, String words, String more) {
		Instant at = BEGIN.plusSeconds(second);
		this.machines.write("Manager-id/runner-fleet", at,
				"{\"v\":1,\"at\":\"%s\",\"run\":\"%s\",\"step\":\"%s\",\"outcome\":\"%s\",\"words\":\"%s\"%s}"
					.formatted(at, run, step, outcome, words, more));
	}

}
