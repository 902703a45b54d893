package dev.runnerfleet.database;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import javax.sql.DataSource;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Two pieces of work of two portals over one PostgreSQL. The first is halted after each
 * thing that it stores or holds in turn, until the other one is done or waits for it: so
 * what the two cannot wait out is found, and by no luck.
 */
public final class Interleaving {

	private Interleaving() {
	}

	/** Where the two begin. */
	@FunctionalInterface
	public interface Scene {

		/**
		 * Prepares what the two find.
		 * @param first the database, empty, for the portal that is halted
		 * @param second the same database for the other one
		 */
		Work prepare(DataSource first, DataSource second);

	}

	/** What the two do, and what has to be so afterwards. */
	public record Work(Runnable first, Runnable second, Runnable afterwards) {

	}

	/**
	 * Tries all of it.
	 * @return how often the first was halted
	 * @throws AssertionError if one of the two fails, with the statement after which the
	 * first was halted
	 */
	public static int everyWay(Scene scene) {
		int halts = 0;
		while (halted(scene, halts + 1)) {
			halts++;
		}
		return halts;
	}

	private static boolean halted(Scene scene, int statement) {
		DataSource second = TestDatabase.POSTGRESQL.empty();
		HaltingDataSource first = new HaltingDataSource(second);
		Work work = scene.prepare(first, second);
		AtomicReference<CompletableFuture<Void>> other = new AtomicReference<>();
		first.haltAfter(statement, () -> {
			other.set(CompletableFuture.runAsync(work.second()));
			awaitEndOrWait(other.get(), JdbcClient.create(second));
		});
		try {
			work.first().run();
			Optional.ofNullable(other.get()).ifPresent((begun) -> begun.orTimeout(120, TimeUnit.SECONDS).join());
			work.afterwards().run();
			return other.get() != null;
		}
		catch (RuntimeException | AssertionError ex) {
			throw new AssertionError("Halted after statement %d, %s".formatted(statement, first.last()), ex);
		}
	}

	private static void awaitEndOrWait(CompletableFuture<Void> work, JdbcClient observer) {
		while (!work.isDone() && observer.sql(
				"select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()")
			.query(Integer.class)
			.single() == 0) {
			Thread.onSpinWait();
		}
	}

}
