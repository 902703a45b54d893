package dev.runnerfleet.fleet.removal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.sql.DataSource;

import dev.runnerfleet.SettableClock;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.autopsy.AutopsyDesk;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.cleanup.LeftoverTools;
import dev.runnerfleet.database.TestDatabase;
import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.listing.Entries;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.fleet.launch.FleetRetry;
import dev.runnerfleet.fleet.launch.LaunchStopper;
import dev.runnerfleet.fleet.launch.LaunchWiring;
import dev.runnerfleet.fleet.removal.RemovalConfiguration.RemovalProperties;
import dev.runnerfleet.gitlab.runner.LocalGitLab;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.OperationEvent;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackLaunch;
import dev.runnerfleet.pulse.HeardPulses;
import dev.runnerfleet.stack.StackWiring;
import tools.jackson.databind.json.JsonMapper;

/**
 * Removal and retry wired by hand over a database. Another one over the same database
 * plays the portal after a restart.
 */
public class RemovalDesk {

	public static final String TOKEN = "glrt-" + "x".repeat(20);

	public static final Duration FOREVER = Duration.ofHours(3);

	private static final Blueprints BLUEPRINTS = new Blueprints();

	public final RemovalAccount aws;

	public final StackWiring stack;

	public final Fleets fleets;

	public final Removals removals;

	public final RemovalStart start;

	final RemovalDriver driver;

	public final FleetRemover remover;

	public final FleetRetry retry;

	final HeldTokens tokens;

	final BringBack wayBack;

	public final LaunchStopper stopper;

	final Closures closures;

	private final FleetStates states;

	public final SettableClock clock;

	public String gitlabUrl = "https://gitlab.com/";

	public final List<String> trail = new ArrayList<>();

	private final DataSource database;

	public RemovalDesk(TestDatabase database) {
		this(database.empty(), new RemovalAccount(), new SettableClock(Instant.ofEpochSecond(1_800_000_100L)));
	}

	private RemovalDesk(DataSource database, RemovalAccount aws, SettableClock clock) {
		this.database = database;
		this.aws = aws;
		this.clock = clock;
		this.stack = new StackWiring(database, aws, clock, this::hear);
		this.fleets = new Fleets(this.stack.jdbc, new JsonMapper());
		this.removals = new Removals(this.stack.jdbc, clock);
		this.closures = new Closures(this.stack.jdbc);
		this.states = new FleetStates(this.stack.stacks, this.removals, this.closures, this.stack.standings,
				Entries.of(this.stack, this.fleets), AutopsyDesk.autopsies(this.stack.jdbc),
				HeardPulses.pulses(this.stack.jdbc, clock));
		RemovalProperties properties = new RemovalProperties(Duration.ofSeconds(2), Duration.ofMinutes(15),
				Duration.ofSeconds(10), Duration.ofHours(2));
		LeftoverTools tools = new LeftoverTools(aws);
		RemovalStepRunner work = new RemovalStepRunner(tools.group(), tools.machines(), tools.cache(), tools.logs(),
				this.stack.stacks, this.stack.remover, this.stack.launches, this.closures, properties);
		this.driver = new RemovalDriver(this.removals, work, this.stack.stacks, this.stack.remover, properties,
				this.stack.transaction, clock);
		Relaunch relaunch = new Relaunch(this.fleets, this.stack.stacks, BLUEPRINTS, this.stack.launcher, clock);
		this.tokens = new HeldTokens(new TokenSteps(this.removals, this.driver, this.stack.remover, this.fleets,
				this.closures, LocalGitLab.runners(), relaunch, properties, clock), Runnable::run, properties, clock);
		Audit audit = (actor, action, subject, outcome, detail) -> this.trail
			.add(action + " " + outcome + " " + detail);
		this.start = new RemovalStart(this.removals, this.stack.scheduler, this.tokens, clock);
		this.remover = new FleetRemover(this.fleets, this.stack.stacks, this.stack.remover, this.stack.protection,
				this.start, audit, clock);
		this.retry = LaunchWiring.retry(this.stack, this.fleets, this.start, relaunch, audit, clock);
		this.stopper = LaunchWiring.stopper(this.stack, this.fleets, this.start, audit, clock);
		this.wayBack = new BringBack(this.stack.stacks, this.stack.remover, this.start, this.closures, audit, clock);
	}

	/** The portal after a restart: same database, same AWS, nothing remembered. */
	public RemovalDesk restarted() {
		return new RemovalDesk(this.database, this.aws, this.clock);
	}

	/** Launches the fleet that is to go. */
	public UUID launch(String blueprint, Fleet.Runner runner) {
		Map<String, String> values = Map.of("GitlabUrl", "https://gitlab.com/", "VpcId", "vpc-2", "SubnetIds",
				"subnet-a");
		this.stack.launcher.launch(new StackLaunch("blue", Place.in("eu-central-1"), "Resources: {}", values, false,
				true, 3, "ada", "form-1"), (id) -> {
					this.fleets.add(new Fleet(id, blueprint, 1, this.gitlabUrl, values, null, Fleet.Jobs.UNKNOWN));
					if (runner != null) {
						this.fleets.runnerMade(id, runner);
					}
				}, () -> Map.of("RunnerToken", Secret.of(TOKEN)));
		this.stack.track();
		this.clock.advance(Duration.ofMinutes(1));
		return only().id();
	}

	/** Another fleet, of which no more is known than that it is being launched. */
	void launchedByOthers(String name) {
		this.stack.jdbc.sql("""
				insert into stack (id, name, region, live_name, status, resources_done, resources_total, last_seq,
					created_by, created_at, active_at, changed_at, revision)
				select :id, :name, region, concat(region, '/', :name), 'CREATE_IN_PROGRESS', 0, 3, 0,
					'bob', created_at, active_at, changed_at, 0 from stack""")
			.param("id", UUID.randomUUID())
			.param("name", name)
			.update();
	}

	/** Lets everything happen that is under way, with the pauses that it asks for. */
	public void run() {
		run(FOREVER);
	}

	/** The same for some time at the most. */
	public void run(Duration most) {
		Instant end = this.clock.instant().plus(most);
		while (this.clock.instant().isBefore(end) && (!operations().get(0).finished() || stepsAhead())) {
			this.stack.track();
			this.tokens.tick();
			removalIds().forEach((id) -> this.driver.advance(id).ifPresent(this.clock::advance));
			this.clock.advance(Duration.ofSeconds(10));
		}
	}

	/** Lets the steps of the latest removal happen, without a look at AWS. */
	public void work() {
		for (int i = 0; i < 20 && stepsAhead(); i++) {
			removalIds().forEach((id) -> this.driver.advance(id).ifPresent(this.clock::advance));
		}
	}

	private boolean stepsAhead() {
		return removalIds().stream().anyMatch((id) -> this.removals.find(id).orElseThrow().current().isPresent());
	}

	public List<UUID> removalIds() {
		return this.stack.jdbc.sql("select id from removal order by begun_at").query(UUID.class).list();
	}

	/** The latest removal. */
	Removal removal() {
		List<UUID> ids = removalIds();
		return this.removals.find(ids.get(ids.size() - 1)).orElseThrow();
	}

	/** How each step of the latest removal stands. */
	public List<String> steps() {
		return removal().steps().stream().map((step) -> step.kind() + " " + step.state()).toList();
	}

	public List<Operation> operations() {
		return this.stack.stacks.operations(only().id(), 100);
	}

	public Stack only() {
		UUID id = this.stack.jdbc.sql("select id from fleet").query(UUID.class).single();
		return this.stack.stacks.find(id).orElseThrow();
	}

	public String words(RemovalStep.Kind kind) {
		return removal().step(kind).words();
	}

	private void hear(Object event) {
		if (event instanceof OperationEvent.Ended ended) {
			new RemovalEnds(this.removals, this.closures, this.stack.remover, this.stack.stacks, this.clock)
				.ended(ended);
		}
		if (event instanceof OperationEvent.Confirmed arrived) {
			LaunchWiring.arrivals(this.fleets).accept(arrived);
		}
		if (event instanceof Stack.Changed changed) {
			this.states.changed(changed);
		}
	}

}
