package dev.runnerfleet.pulse;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.runnerfleet.database.TestDatabase;

/** Counts what living fleets cost AWS and this machine, by a played clock. */
final class PulseBenchmark {

	private PulseBenchmark() {
	}

	public static void main(String[] arguments) {
		for (int fleets : new int[] { 1, 50, 1000 }) {
			run(fleets, false);
			run(fleets, true);
		}
	}

	private static void run(int fleets, boolean watched) {
		PulseDesk desk = new PulseDesk(TestDatabase.H2);
		List<String> names = IntStream.range(0, fleets).mapToObj((number) -> "fleet-" + number).toList();
		List<UUID> ids = names.stream().map((name) -> desk.fleet(name, manager(names.indexOf(name)))).toList();
		Runnable second = () -> {
			Instant now = desk.clock.instant();
			if (now.getEpochSecond() % 30 == 0) {
				desk.aws.streams.clear();
				IntStream.range(0, fleets)
					.forEach((number) -> desk.reports(names.get(number), manager(number),
							"\"jobs\":{\"running\":%d,\"limit\":9}".formatted(now.getEpochSecond() % 7)));
			}
			if (watched) {
				ids.forEach(desk::watched);
			}
		};
		desk.pass(Duration.ofMinutes(5), second);
		desk.aws.calls.clear();
		long begun = System.nanoTime();
		Duration played = Duration.ofMinutes(10);
		desk.pass(played, second);
		double busy = (System.nanoTime() - begun) / 1e9 / played.toSeconds();
		long calls = desk.aws.calls.size();
		System.out.printf("%4d fleets, %s: %.4f AWS calls a second each, %.2f together; %.1f %% of a core%n", fleets,
				watched ? "watched  " : "unwatched", calls / (double) played.toSeconds() / fleets,
				calls / (double) played.toSeconds(), busy * 100);
	}

	private static String manager(int number) {
		return "i-%017x".formatted(number);
	}

}
