package dev.runnerfleet.fleet.blueprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static dev.runnerfleet.fleet.blueprint.RenderedBlueprint.at;
import static dev.runnerfleet.fleet.blueprint.RenderedBlueprint.list;
import static org.assertj.core.api.Assertions.assertThat;

/** What a manager does while AWS has no spot workers for it. */
@EnabledOnOs(OS.LINUX)
class SpotFallbackTest {

	private static final String NONE = "Could not launch Spot Instances. UnfulfillableCapacity - Unable to fulfill "
			+ "capacity due to your request configuration. Launching EC2 instance failed.";

	@TempDir
	private Path root;

	private ReportingManager manager;

	@BeforeEach
	void setUp() throws IOException {
		this.manager = new ReportingManager(this.root, "docker-autoscaler");
		this.manager.metrics("gitlab-runner", "docker-autoscaler");
		this.manager.environment.put("SPOT", "[true,0,0]");
	}

	@AfterEach
	void tearDown() {
		this.manager.close();
	}

	@Test
	void aManagerKnowsWhatTheStackAsksFor() {
		assertThat(environment(Map.of())).contains("SPOT=[false,0,100]\n");
		assertThat(environment(Map.of("SpotFallback", "true", "OnDemandBase", "2", "OnDemandPercentage", "25")))
			.contains("SPOT=[true,2,25]\n");
	}

	/** It may change what its group is made of, and not how large it may be. */
	@Test
	void itMayDoSoForItsOwnGroup() {
		assertThat(RenderedBlueprint.of("docker-autoscaler", Map.of()).statements())
			.filteredOn((statement) -> list(at(statement, "Action")).contains("autoscaling:UpdateAutoScalingGroup"))
			.singleElement()
			.satisfies((statement) -> {
				assertThat(at(statement, "Resource").toString()).endsWith(":autoScalingGroupName/WorkerGroup");
				assertThat(at(statement, "Condition", "Null"))
					.isEqualTo(Map.of("autoscaling:MinSize", "true", "autoscaling:MaxSize", "true"));
			});
	}

	@Test
	void onDemandWorkersStandInForThoseThatAreMissing() throws Exception {
		none(8, spot(5));
		JsonNode line = report();
		assertThat(this.manager.base()).isEqualTo("3");
		assertThat(line.get("spot")).hasToString("{\"base\":3}");
		assertThat(this.manager.told())
			.containsExactly("tell told on-demand workers stand in for missing spot ones: a base of 3");
	}

	@Test
	void aGrowingFleetGetsFurtherOnesAtOnce() throws Exception {
		none(8, spot(5));
		reports(1);
		none(12, workers(spot(5), onDemand(3)));
		assertThat(reports(1)).isEqualTo("7");
		none(12, workers(spot(4), onDemand(7)));
		assertThat(reports(1)).as("a spot worker that was reclaimed").isEqualTo("8");
	}

	/** As many as there are, so that nothing that runs is replaced. */
	@Test
	void aQuarterOfAnHourLaterNewWorkersMayBeSpotAgain() throws Exception {
		none(8, spot(5));
		reports(1);
		enough(8, workers(spot(5), onDemand(3)));
		assertThat(reports(29)).isEqualTo("3");
		enough(4, workers(spot(3), onDemand(1)));
		assertThat(reports(3)).isEqualTo("1");
		enough(2, spot(2));
		assertThat(reports(1)).isEqualTo("0");
		assertThat(report().has("spot")).isFalse();
		assertThat(this.manager.told()).hasSize(3)
			.last()
			.isEqualTo("tell told on-demand workers stand in for missing spot ones: a base of 0");
	}

	/** The share that is on demand anyway is counted in. */
	@ParameterizedTest
	@CsvSource({ "'[true,0,50]',4,8,7", "'[true,2,50]',5,8,7", "'[true,2,0]',2,8,8", "'[true,0,25]',2,4,3",
			"'[true,0,75]',3,4,1" })
	void theShareIsHeldBesides(String asked, int there, int wanted, String base) throws Exception {
		this.manager.environment.put("SPOT", asked);
		this.manager.write("base", asked.split("\\D+")[1]);
		none(wanted, onDemand(there));
		assertThat(reports(1)).isEqualTo(base);
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"Could not launch On-Demand Instances. InsufficientInstanceCapacity - We currently do not have sufficient capacity.",
			"Could not launch Spot Instances. InvalidAMIID.NotFound - The image id does not exist.",
			"The requested configuration is currently not supported." })
	void otherTroublesAreNotForItToMend(String words) throws Exception {
		failed(words, 8, spot(5));
		assertThat(reports(6)).isEqualTo("0");
	}

	@Test
	void withoutTheChoiceNothingIsChanged() throws Exception {
		this.manager.environment.put("SPOT", "[false,0,0]");
		none(8, spot(5));
		assertThat(reports(6)).isEqualTo("0");
	}

	@Test
	void whereTheChoiceIsTakenBackItEndsAtOnce() throws Exception {
		none(8, spot(5));
		reports(1);
		this.manager.environment.put("SPOT", "[false,0,0]");
		enough(8, workers(spot(5), onDemand(3)));
		assertThat(reports(1)).as("as many as there are").isEqualTo("3");
		enough(5, spot(5));
		assertThat(reports(1)).isEqualTo("0");
	}

	/** One that lost its memory finds the raised base, and goes back from there. */
	@Test
	void aNewManagerGoesOnWithIt() throws Exception {
		none(8, spot(5));
		reports(1);
		Files.delete(this.root.resolve("var/lib/runner-fleet/pulse"));
		enough(6, spot(6));
		assertThat(reports(29)).isEqualTo("3");
		assertThat(reports(3)).isEqualTo("0");
	}

	/** The report tells it, and tries again. */
	@Test
	void whereAwsRefusesItIsTold() throws Exception {
		this.manager.environment.put("REFUSED", "update-auto-scaling-group");
		none(8, spot(5));
		assertThat(report().get("trouble").asString()).startsWith("fall_back: An error occurred");
		assertThat(this.manager.told()).isEmpty();
		this.manager.environment.remove("REFUSED");
		assertThat(reports(1)).isEqualTo("3");
	}

	private void none(int wanted, String... workers) throws IOException {
		failed(NONE, wanted, workers);
	}

	private void failed(String words, int wanted, String... workers) throws IOException {
		this.manager.launches("[[\"Failed\", \"2026-11-26T12:29:00.123000+00:00\", \"%s\"]]".formatted(words));
		this.manager.group(wanted, workers);
	}

	private void enough(int wanted, String... workers) throws IOException {
		this.manager.launches("[[\"Successful\", \"2026-11-26T12:29:00.123000+00:00\", null]]");
		this.manager.group(wanted, workers);
	}

	/** The base after some reports. */
	private String reports(int count) throws IOException, InterruptedException {
		for (int i = 0; i < count; i++) {
			report();
		}
		return this.manager.base();
	}

	private JsonNode report() throws IOException, InterruptedException {
		this.manager.pass(30);
		return this.manager.report();
	}

	private static String environment(Map<String, String> values) {
		return RenderedBlueprint.of("docker-autoscaler", values).file("/etc/runner-fleet/environment");
	}

	private static String[] spot(int count) {
		return IntStream.range(0, count).mapToObj("i-%04d m6i.large spot"::formatted).toArray(String[]::new);
	}

	private static String[] onDemand(int count) {
		return IntStream.range(0, count).mapToObj("i-%04d1 m6i.large"::formatted).toArray(String[]::new);
	}

	private static String[] workers(String[] some, String[] others) {
		return Stream.of(some, others).flatMap((each) -> List.of(each).stream()).toArray(String[]::new);
	}

}
