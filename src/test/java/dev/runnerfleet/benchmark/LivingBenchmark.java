package dev.runnerfleet.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.runnerfleet.benchmark.LivingAccount.Manager;
import dev.runnerfleet.portal.PortalProcess;
import dev.runnerfleet.portal.Visitor;
import org.flywaydb.core.Flyway;

/**
 * What living fleets cost AWS and this machine, how late each line is shown, and how long
 * a manager that died is shown as alive. The metrics are what is looked at, as to ask for
 * them is not to look at a fleet.
 */
class LivingBenchmark {

	private static final Pattern JOBS = Pattern
		.compile("(?m)^portal_fleet_jobs\\{fleet=\"([^\"]+)\"[^}]*} ([0-9.E]+)$");

	private static final Pattern ROW = Pattern.compile(">(fleet-\\d{4})<");

	private final Path scratch;

	private LivingAccount aws;

	private PortalProcess portal;

	/** Has the list open. */
	private Visitor ada;

	/** Reads the metrics; what signs in for each request would end a page's session. */
	private Visitor meter;

	LivingBenchmark(Path scratch) {
		this.scratch = scratch;
	}

	void run() throws Exception {
		String chosen = System.getProperty("benchmarks.pulses", "few,1000");
		if (chosen.contains("few")) {
			measure(Map.of("eu-central-1", 1, "eu-west-1", 20, "us-east-1", 50, "us-west-2", 300));
		}
		if (chosen.contains("1000")) {
			measure(Map.of("eu-central-1", 1000));
		}
	}

	private void measure(Map<String, Integer> regions) throws Exception {
		List<Manager> managers = new ArrayList<>();
		new TreeMap<>(regions).forEach((region, count) -> IntStream.range(0, count)
			.forEach((number) -> managers.add(new Manager(managers.size(), region))));
		Path data = this.scratch.resolve("pulse-" + managers.size());
		create(data, managers);
		try (LivingAccount account = new LivingAccount(managers);
				PortalProcess process = PortalProcess.measured(data, account.url())) {
			this.aws = account;
			this.portal = process;
			Figures.say("ready at port %d", process.port());
			this.ada = process.admin();
			this.ada.signIn();
			this.meter = process.admin();
			pass(Duration.ofSeconds(Integer.getInteger("benchmarks.pulses.settle", 150)), managers, (manager) -> true);
			regions.keySet().forEach(account::takeCalls);
			Figures.printMachine();
			phase(regions, "nobody looks", Duration.ofSeconds(Integer.getInteger("benchmarks.pulses.alone", 180)),
					managers, (manager) -> true);
			Set<String> rows = rows();
			HttpResponse<InputStream> stream = this.ada
				.getAsync("/live?since=" + System.currentTimeMillis(), BodyHandlers.ofInputStream())
				.get(30, TimeUnit.SECONDS);
			// A reader that does not read loses its place.
			CompletableFuture.runAsync(() -> drain(stream.body()));
			pass(Duration.ofSeconds(35), managers, (manager) -> true);
			regions.keySet().forEach(account::takeCalls);
			phase(regions, "a dashboard of %d rows is open, those rows".formatted(rows.size()), Duration.ofMinutes(2),
					managers, (manager) -> rows.contains(manager.fleet()));
			stream.body().close();
			die(managers);
		}
	}

	private static void drain(InputStream stream) {
		try (stream) {
			stream.transferTo(OutputStream.nullOutputStream());
		}
		catch (IOException ex) {
			Figures.say("the stream ends: %s", ex.getMessage());
		}
	}

	private void phase(Map<String, Integer> regions, String what, Duration length, List<Manager> managers,
			Predicate<Manager> which) throws Exception {
		Duration before = this.portal.cpu();
		Figures lags = pass(length, managers, which);
		Figures.say("%d fleets, %s: a line is shown after p50 %.1f s, p95 %.1f s, at most %.1f s; %.0f %% of a core",
				managers.size(), what, lags.median() / 1000, lags.quantile(0.95) / 1000, lags.quantile(1) / 1000,
				100.0 * this.portal.cpu().minus(before).toMillis() / length.toMillis());
		regions.forEach((region, fleets) -> {
			Map<String, Integer> calls = this.aws.takeCalls(region);
			double all = calls.entrySet()
				.stream()
				.filter((each) -> !each.getKey().contains("Stack"))
				.mapToInt(Map.Entry::getValue)
				.sum() / (double) length.toSeconds();
			Figures.say("  %4d in a region: %.4f calls a second each, %.2f together: %s", fleets, all / fleets, all,
					new TreeMap<>(calls));
		});
	}

	/**
	 * Looks at what is shown until some time has passed, and how late each new line is
	 * there.
	 */
	private Figures pass(Duration length, List<Manager> managers, Predicate<Manager> which) throws Exception {
		Figures lags = new Figures();
		Map<String, Long> shown = new HashMap<>();
		Instant end = Instant.now().plus(length);
		while (Instant.now().isBefore(end)) {
			Map<String, Long> jobs = jobs();
			Instant now = Instant.now();
			for (Manager manager : managers) {
				Long number = jobs.get(manager.fleet());
				if (number == null || !which.test(manager)) {
					continue;
				}
				Long before = shown.put(manager.fleet(), number);
				if (before != null && !before.equals(number)) {
					// The first of the lines that this one took the place of had waited
					// longest.
					long last = manager.line(now);
					long waited = last - Math.floorMod(last - (before + 1), LivingAccount.LINES);
					lags.addNanos(Duration.between(manager.at(waited), now).toNanos());
				}
			}
			TimeUnit.MILLISECONDS.sleep(500);
		}
		return lags;
	}

	/**
	 * Lets some managers die, and looks until when each is shown as one that runs jobs.
	 */
	private void die(List<Manager> managers) throws Exception {
		List<Manager> dying = managers.stream().filter((manager) -> manager.number() % 10 < 2).toList();
		dying.forEach(this.aws::kill);
		Instant begun = Instant.now();
		Figures alive = new Figures();
		Set<String> left = dying.stream().map(Manager::fleet).collect(Collectors.toCollection(HashSet::new));
		while (!left.isEmpty() && Instant.now().isBefore(begun.plusSeconds(240))) {
			Set<String> jobs = jobs().keySet();
			long age = Duration.between(begun, Instant.now()).toNanos();
			left.removeIf((fleet) -> {
				boolean gone = !jobs.contains(fleet);
				if (gone) {
					alive.addNanos(age);
				}
				return gone;
			});
			TimeUnit.MILLISECONDS.sleep(500);
		}
		Figures.say("%d of %d managers die: shown as alive for p50 %.1f s, at most %.1f s; %d still are; then: %s",
				dying.size(), managers.size(), alive.median() / 1000, alive.quantile(1) / 1000, left.size(), states());
	}

	private Map<String, Long> jobs() throws Exception {
		return JOBS.matcher(this.meter.ask("/actuator/prometheus").body())
			.results()
			.collect(Collectors.toMap((found) -> found.group(1), (found) -> (long) Double.parseDouble(found.group(2))));
	}

	private Set<String> rows() throws Exception {
		return ROW.matcher(this.ada.get("/").body())
			.results()
			.map((found) -> found.group(1))
			.collect(Collectors.toSet());
	}

	private Map<String, Long> states() throws Exception {
		return Pattern.compile("(?m)^portal_fleet_health\\{[^}]*} ([0-9.]+)$")
			.matcher(this.meter.ask("/actuator/prometheus").body())
			.results()
			.map(MatchResult::group)
			.collect(Collectors.groupingBy((line) -> line.replaceFirst(".*} ", "rank "), TreeMap::new,
					Collectors.counting()));
	}

	private static void create(Path data, List<Manager> managers) throws SQLException {
		String url = "jdbc:h2:file:" + data.resolve("portal");
		Flyway.configure().dataSource(url, "", "").locations("classpath:db/migration").load().migrate();
		OffsetDateTime at = Instant.now().minus(Duration.ofDays(3)).atOffset(ZoneOffset.UTC);
		try (Connection connection = DriverManager.getConnection(url, "", "");
				PreparedStatement stack = connection.prepareStatement("""
						insert into stack (id, name, account, region, live_name, arn, status, resources_done,
							resources_total, last_seq, created_by, created_at, active_at, changed_at, revision)
						values (?, ?, 'own', ?, ?, ?, 'CREATE_COMPLETE', 2, 2, 0, 'ada', ?, ?, ?, 1)""");
				PreparedStatement fleet = connection.prepareStatement(
						"""
								insert into fleet (id, blueprint, blueprint_version, gitlab_url, parameters)
								values (?, 'docker-autoscaler', 3, 'https://gitlab.com/', '{"GitlabUrl":"https://gitlab.com/"}')""");
				PreparedStatement resource = connection.prepareStatement("""
						insert into stack_resource (stack_id, logical_id, physical_id, type, status, started_at)
						values (?, ?, ?, ?, 'CREATE_COMPLETE', ?)""")) {
			for (Manager manager : managers) {
				UUID id = UUID.randomUUID();
				String name = manager.fleet();
				set(stack, id, name, manager.region(), "own/" + manager.region() + "/" + name, manager.arn(), at, at,
						at);
				set(fleet, id);
				set(resource, id, "Manager", manager.instance(), "AWS::EC2::Instance", at);
				set(resource, id, "WorkerGroup", name + "-group", "AWS::AutoScaling::AutoScalingGroup", at);
			}
			stack.executeBatch();
			fleet.executeBatch();
			resource.executeBatch();
		}
	}

	private static void set(PreparedStatement statement, Object... values) throws SQLException {
		for (int index = 0; index < values.length; index++) {
			statement.setObject(index + 1, values[index]);
		}
		statement.addBatch();
	}

}
