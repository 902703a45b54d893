package dev.runnerfleet.fleet.blueprint;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A manager that loses its power before any of the commands that it runs, and gets it
 * back: one manager works then, with the old values or the new ones. Every so many
 * moments are played; with {@code -Dkilled.every=1} all of them are.
 */
@EnabledOnOs(OS.LINUX)
class KilledManagerTest {

	private static final int EVERY = Integer.getInteger("killed.every", 7);

	private static final String OTHER_TOKEN = "glrt-" + "y".repeat(20);

	@TempDir
	private Path root;

	private PlayedMachine machine;

	@BeforeEach
	void setUp() throws Exception {
		this.machine = new PlayedMachine(this.root);
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void aBootThatIsCutShortGoesOn(String blueprint) throws Exception {
		this.machine.isMade(RenderedBlueprint.of(blueprint, Map.of()));
		this.machine.hasPredecessor("running");
		List<Path> moments = some(this.machine.momentsOf("create"));
		assertThat(moments).hasSizeGreaterThan(4);
		for (Path moment : moments) {
			this.machine.isBackAt(moment);
			boolean goesOn = this.machine.isEnabled("runner-fleet-release");
			this.machine.comesUp();
			assertThat(this.machine.works()).as("after %s", moment).isEqualTo(goesOn);
			assertThat(this.machine.predecessor("running")).as("after %s", moment).isNotEqualTo(goesOn);
			assertThat(this.machine.metAnother()).as("after %s", moment).isFalse();
		}
	}

	@ParameterizedTest
	@CsvSource({ "docker-autoscaler, true", "docker-autoscaler, false", "docker-machine, true",
			"docker-machine, false" })
	void aChangeThatIsCutShortIsMadeOrNot(String blueprint, boolean sameToken) throws Exception {
		this.machine.isMade(RenderedBlueprint.of(blueprint, Map.of()));
		assertThat(this.machine.run("create")).isZero();
		String before = this.machine.values();
		String token = sameToken ? RenderedBlueprint.TOKEN : OTHER_TOKEN;
		this.machine.isSetTo(RenderedBlueprint.of(blueprint, Map.of("IdleCount", "7")), token);
		List<Path> moments = this.machine.momentsOf("update");
		moments.addAll(this.machine.momentsOf("swap"));
		assertThat(moments).hasSizeGreaterThan(10);
		for (Path moment : some(moments)) {
			this.machine.isBackAt(moment);
			this.machine.comesUp();
			assertThat(this.machine.works()).as("after %s", moment).isTrue();
			assertThat(this.machine.values()).as("after %s", moment).isIn(before, "7 " + token);
			// cfn-hup begins again what it has not seen the end of.
			assertThat(this.machine.run("update")).isZero();
			assertThat(this.machine.run("swap")).isZero();
			assertThat(this.machine.values()).as("after %s", moment).isEqualTo("7 " + token);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void aReleaseThatIsCutShortLeavesNoWorkerWithoutAManager(String blueprint) throws Exception {
		this.machine.isMade(RenderedBlueprint.of(blueprint, Map.of()));
		assertThat(this.machine.run("create")).isZero();
		this.machine.hasPredecessor("stopped");
		this.machine.hasWorkers();
		List<Path> moments = this.machine.momentsOf("release");
		assertThat(this.machine.predecessor("running")).isTrue();
		assertThat(this.machine.hasNoWorkers()).isTrue();
		assertThat(moments).hasSizeGreaterThan(1);
		for (Path moment : moments) {
			this.machine.isBackAt(moment);
			this.machine.comesUp();
			assertThat(this.machine.works()).as("after %s", moment).isTrue();
			assertThat(this.machine.predecessor("stopped")).as("after %s", moment).isTrue();
		}
	}

	@Test
	void oneThatWaitsGoesOnWaiting() throws Exception {
		this.machine.isMade(RenderedBlueprint.of("docker-autoscaler", Map.of()));
		this.machine.hasOlder(true);
		List<Path> moments = some(this.machine.momentsOf("create"));
		assertThat(moments).hasSizeGreaterThan(2);
		for (Path moment : moments) {
			this.machine.isBackAt(moment);
			boolean goesOn = this.machine.isEnabled("runner-fleet-release");
			this.machine.comesUp();
			assertThat(this.machine.works()).as("after %s", moment).isFalse();
			this.machine.hasOlder(false);
			assertThat(this.machine.run("begin")).isZero();
			assertThat(this.machine.works()).as("after %s", moment).isTrue();
			assertThat(goesOn || this.machine.isEnabled("runner-fleet-release")).isTrue();
		}
	}

	@Test
	void oneThatLeavesGoesOnLeaving() throws Exception {
		this.machine.isMade(RenderedBlueprint.of("docker-autoscaler", Map.of()));
		assertThat(this.machine.run("create")).isZero();
		this.machine.hasWorkers();
		List<Path> moments = this.machine.momentsOf("leave");
		assertThat(this.machine.letsGo()).isTrue();
		assertThat(moments).hasSizeGreaterThan(4);
		for (Path moment : moments) {
			this.machine.isBackAt(moment);
			this.machine.comesUp();
			assertThat(this.machine.run("leave")).isZero();
			assertThat(this.machine.works()).as("after %s", moment).isFalse();
			assertThat(this.machine.hasNoWorkers()).as("after %s", moment).isTrue();
			assertThat(this.machine.letsGo()).as("after %s", moment).isTrue();
		}
	}

	private static List<Path> some(List<Path> moments) {
		return IntStream.range(0, moments.size())
			.filter((number) -> (moments.size() - 1 - number) % EVERY == 0)
			.mapToObj(moments::get)
			.toList();
	}

}
