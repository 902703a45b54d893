package dev.runnerfleet.benchmark;

import java.nio.file.Path;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prints what the portal costs; nothing here can fail for being slow. See
 * {@code docs/benchmarks.md} for the command and for earlier results.
 */
@EnabledIfSystemProperty(named = "benchmarks", matches = ".*")
class Benchmarks {

	@TempDir
	Path scratch;

	@BeforeAll
	static void machine() throws Exception {
		Figures.printMachine();
	}

	@Test
	void start() throws Exception {
		new StartBenchmark(this.scratch).run();
	}

	@Test
	void pages() throws Exception {
		new PagesBenchmark(this.scratch).run();
	}

	@Test
	void watching() throws Exception {
		new WatchingBenchmark(this.scratch).run();
	}

	@Test
	void crowds() throws Exception {
		new CrowdBenchmark(this.scratch).run();
	}

	@Test
	void pulses() throws Exception {
		new LivingBenchmark(this.scratch).run();
	}

	@Test
	void checks() throws Exception {
		new ChecksBenchmark(this.scratch).run();
	}

	@Test
	void attacks() throws Exception {
		new AttackBenchmark(this.scratch).run();
	}

}
