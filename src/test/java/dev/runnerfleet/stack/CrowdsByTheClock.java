package dev.runnerfleet.stack;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.runnerfleet.SettableClock;
import dev.runnerfleet.aws.Place;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Prints how late the portal knows what AWS does to many stacks at once where nothing but
 * waiting takes time, so that what the order of its calls costs is seen apart from what
 * the machine costs. Nothing here can fail for being slow.
 */
@EnabledIfSystemProperty(named = "benchmarks", matches = ".*")
class CrowdsByTheClock {

	private static final Duration STEP = Duration.ofMillis(500);

	private static final String WATCHED = "fleet-7";

	private final SettableClock clock = new SettableClock();

	private final CrowdedCloudFormation aws = new CrowdedCloudFormation(this.clock);

	private final StackFixture portal = StackFixture.over(this.aws, this.clock);

	private final Map<String, Instant> ended = new HashMap<>();

	private final Map<String, Instant> read = new HashMap<>();

	private final Map<String, Instant> told = new HashMap<>();

	private final Map<String, Instant> seen = new HashMap<>();

	private final List<Duration> watched = new ArrayList<>();

	@ParameterizedTest
	@CsvSource({ "20,PT30S", "300,PT6M", "300,PT10S", "1000,PT30M", "1000,PT16M", "1000,PT12M" })
	void many(int fleets, Duration spread) {
		Duration shortest = Duration.ofMinutes(1);
		for (int i = 0; i < fleets; i++) {
			this.aws.length = shortest.plus(spread.multipliedBy(i * 7919L % fleets).dividedBy(fleets));
			this.portal.launch("fleet-" + i);
		}
		Instant patience = this.clock.instant().plus(shortest).plus(spread.multipliedBy(2)).plusSeconds(600);
		Instant[] next = { this.clock.instant() };
		while (this.read.size() < fleets && this.clock.instant().isBefore(patience)) {
			this.portal.regionTracker.follow(Place.in("eu-central-1"), () -> {
				Instant now = this.clock.instant();
				if (now.isBefore(next[0])) {
					return false;
				}
				next[0] = now.plus(STEP);
				sample(now);
				return this.read.size() == fleets || !now.isBefore(patience);
			});
			this.clock.advance(STEP);
		}
		Instant over = this.clock.instant();
		this.portal.follow(Duration.ofMinutes(20));
		int left = this.portal.jdbc.sql("select count(*) from operation where look_at is not null")
			.query(Integer.class)
			.single();
		System.out.printf("%d that end within %s%n", fleets, spread);
		print("  its end is known after", lags(this.ended));
		print("  all its events", lags(this.told));
		print("  all its events and outputs", lags(this.read));
		print("  each event of a watched one", this.watched);
		System.out.printf("  most calls in any second %d, calls %d, of them after all was read %d; left %d%n",
				this.aws.mostInASecond(), this.aws.asked.size(),
				this.aws.asked.stream().filter((call) -> call.at().isAfter(over)).count(), left);
	}

	private void sample(Instant now) {
		this.portal.jdbc.sql("""
				select s.id, s.name, s.resources_done, s.last_seq,
					exists (select 1 from stack_output x where x.stack_id = s.id) as described
				from stack s join operation o on o.stack_id = s.id
				where o.state = 'SUCCEEDED'""").query((row) -> {
			String name = row.getString("name");
			this.ended.putIfAbsent(name, now);
			if (row.getInt("resources_done") == 3 && row.getInt("last_seq") == 8) {
				this.told.putIfAbsent(name, now);
			}
			if (row.getInt("resources_done") == 3 && row.getInt("last_seq") == 8 && row.getBoolean("described")) {
				this.read.putIfAbsent(name, now);
			}
		});
		watch(now);
	}

	private void watch(Instant now) {
		Stack stack = this.portal.jdbc.sql("select * from stack where name = ?")
			.param(WATCHED)
			.query(RowMappers::stack)
			.single();
		this.portal.watching.seen(List.of(stack.id()));
		Set<String> news = new HashSet<>();
		this.portal.stacks.events(stack.id(), this.seen.size(), 100).forEach((event) -> {
			news.add(event.eventId());
			if (!this.seen.isEmpty() || event.seq() > 1) {
				this.watched.add(Duration.between(event.at(), now));
			}
		});
		news.forEach((id) -> this.seen.put(id, now));
	}

	private List<Duration> lags(Map<String, Instant> known) {
		List<Duration> lags = new ArrayList<>();
		known.forEach((name, at) -> lags.add(Duration.between(this.aws.endOf(name), at)));
		return lags;
	}

	private static void print(String what, List<Duration> lags) {
		Collections.sort(lags);
		System.out.printf("%-32s p50 %5.1f s   p95 %5.1f s   max %5.1f s   n %d%n", what, quantile(lags, 0.5),
				quantile(lags, 0.95), quantile(lags, 1), lags.size());
	}

	private static double quantile(List<Duration> sorted, double share) {
		return sorted.isEmpty() ? Double.NaN
				: sorted.get((int) Math.min(sorted.size() - 1, Math.floor(sorted.size() * share))).toMillis() / 1000.0;
	}

}
