package dev.runnerfleet.fleet.schedule;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What each runner's library reads, and how it is put so that it reads it rightly. */
class WorkingHoursTest {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			* * * * *                  | * * * * *
			* 8-17 * * mon-fri         | * 8-17 * * mon-fri
			* 8-17 * * MON-FRI         | * 8-17 * * mon-fri
			* 8-17 * * Mon-Fri         | * 8-17 * * mon-fri
			* 08-17 * * 1-5            | * 8-17 * * 1-5
			0-30 13,16 * * SUN         | 0-30 13,16 * * sun
			*  9-17   *  *  mon-fri    | * 9-17 * * mon-fri
			*/15 * * * *               | */15 * * * *
			0-59/5 * * * *             | */5 * * * *
			30-59 7 * * *              | 30-59 7 * * *
			5/20 * * * *               | 5-59/20 * * * *
			*/1 * * * *                | * * * * *
			0-59 * * * *               | * * * * *
			0 0 * * *                  | 0 0 * * *
			59 23 31 12 6              | 59 23 31 12 6
			* 22-6 * * *               | * 22-23,0-6 * * *
			* 22-6 * * mon-fri         | * 22-23,0-6 * * mon-fri
			* 22-23,0-6 * * mon-fri    | * 22-23,0-6 * * mon-fri
			* 22-0 * * *               | * 22-23,0 * * *
			* 23-0/2 * * *             | * 23 * * *
			* 20-4/4 * * *             | * 20,0,4 * * *
			50-10 * * * *              | 50-59,0-10 * * * *
			* * 25-5 * *               | * * 25-31,1-5 * *
			* * * nov-feb *            | * * * 11-12,1-2 *
			* * * NOV-FEB *            | * * * 11-12,1-2 *
			* * * jan,mar,may *        | * * * 1,3,5 *
			* * * jan-mar *            | * * * 1-3 *
			* * * 1-12 *               | * * * * *
			* * 1-31 * *               | * * * * *
			* * 29 2 *                 | * * 29 2 *
			* * * * 7                  | * * * * 0
			* * * * 0                  | * * * * 0
			* * * * 5-7                | * * * * 5-6,0
			* * * * 1-7                | * * * * *
			* * * * 0-6                | * * * * *
			* * * * 0-7                | * * * * *
			* * * * mon-sun            | * * * * *
			* * * * sat-sun            | * * * * sat,sun
			* * * * fri-mon            | * * * * fri-sat,sun-mon
			* * * * sat,sun            | * * * * sat,sun
			* * * * mon-fri/2          | * * * * mon-fri/2
			* * * * mon-mon            | * * * * mon
			* * * * 1-fri              | * * * * mon-fri
			* 9-11,13-17 * * mon-fri   | * 9-11,13-17 * * mon-fri
			* *,5 * * *                | * * * * *
			* 8-17 1,15 * mon          | * 8-17 1,15 * mon
			""")
	void dockerAutoscalerReads(String written, String read) {
		assertThat(WorkingHours.objection(written, Dialect.DOCKER_AUTOSCALER)).isEmpty();
		assertThat(WorkingHours.of(written, Dialect.DOCKER_AUTOSCALER)).map(WorkingHours::text).hasValue(read);
		assertThat(WorkingHours.of(read, Dialect.DOCKER_AUTOSCALER)).map(WorkingHours::text).hasValue(read);
	}

	@ParameterizedTest
	@ValueSource(strings = { "*", "* *", "* * * *", "* * * * * *", "* * 8-17 * * mon-fri *", "@hourly", "@daily",
			"@every 1h", "every day", "mon-fri", "8-17", "* 8-17 * * mon-fry", "* 8-17 * * montag", "* 8-17 * * monday",
			"* 8-17 * * mo-fr", "* 8-17 * * m-f", "* * * foo *", "* * * january *", "* * * sept *", "* * * mon *",
			"* * * * jan", "60 * * * *", "* 24 * * *", "* 8-24 * * *", "* 25 * * *", "* * 0 * *", "* * 32 * *",
			"* * * 0 *", "* * * 13 *", "* * * * 8", "-1 * * * *", "* 8- * * *", "* -17 * * *", "* 8--17 * * *",
			"* 8-17-19 * * *", "* 8,,17 * * *", "* ,8 * * *", "* 8, * * *", "*/0 * * * *", "*/60 * * * *",
			"* */24 * * *", "*/ * * * *", "/5 * * * *", "*/x * * * *", "*-5 * * * *", "5-* * * * *", "* 8..17 * * *",
			"* 8:00-17:00 * * *", "* 8–17 * * *", "* 8-17 * * mon–fri", "** * * * *", "* 8+17 * * *", "* 8;17 * * *",
			"? * * * *", "* * ? * *", "* * L * *", "* * 15W * *", "* * * * 5L", "* * * * 5#3", "* * H * *",
			"* * 30 2 *", "* * 31 4 *", "* * 31 2,4,6,9,11 *", "* 008 * * *", "* 8-17 * * mon-fri; * 9-12 * * sat",
			"* 8-17 * * 'mon-fri'", "TZ=UTC * * * * *", "* 8-17 * * mon_fri", "${x} * * * *", "١ * * * *" })
	void dockerAutoscalerDoesNotRead(String written) {
		assertThat(WorkingHours.of(written, Dialect.DOCKER_AUTOSCALER)).isEmpty();
		assertThat(WorkingHours.objection(written, Dialect.DOCKER_AUTOSCALER)).hasValueSatisfying(
				(sentence) -> assertThat(sentence).endsWith(".").matches("[A-Z].*").hasSizeLessThan(250));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			* * * * * * *                     | * * * * * * *
			* * 8-17 * * mon-fri *            | * * 8-17 * * mon-fri *
			* * 8-17 * * MON-FRI *            | * * 8-17 * * mon-fri *
			* * 08-17 * * 1-5 *               | * * 8-17 * * 1-5 *
			* * 22-6 * * mon-fri *            | * * 22-23,0-6 * * mon-fri *
			* * 22-23,0-6 * * mon-fri *       | * * 22-23,0-6 * * mon-fri *
			* * * * nov-feb * *               | * * * * nov-dec,jan-feb * *
			* * * * November-February * *     | * * * * nov-dec,jan-feb * *
			* * * * 11-2 * *                  | * * * * 11-12,1-2 * *
			* * * * 01 * *                    | * * * * 1 * *
			* * * * * 05 *                    | * * * * * 5 *
			* * * * * sat,sun *               | * * * * * sat,sun *
			* * * * * sat-sun *               | * * * * * sat,sun *
			* * * * * 5-7 *                   | * * * * * 5-6,0 *
			* * * * * 7 *                     | * * * * * 0 *
			* * * * * monday-friday *         | * * * * * mon-fri *
			* * * 1-31 * mon-fri *            | * * * * * mon-fri *
			* * * 1 * 0-6 *                   | * * * 1 * * *
			* * * */1 * mon-fri *             | * * * * * mon-fri *
			* 0-30 13,16 * * SUN *            | * 0-30 13,16 * * sun *
			* 30-59 3 * * * *                 | * 30-59 3 * * * *
			* */15 * * * * *                  | * */15 * * * * *
			* 5/20 * * * * *                  | * 5-59/20 * * * * *
			? ? 9-17 ? ? mon-fri ?            | * * 9-17 * * mon-fri *
			* * 8-17 L * * *                  | * * 8-17 L * * *
			* * 8-17 lw * * *                 | * * 8-17 LW * * *
			* * 8-17 15W * * *                | * * 8-17 15W * * *
			* * 8-17 1,15w,l * * *            | * * 8-17 1,15W,L * * *
			* * 8-17 * * friL *               | * * 8-17 * * 5L *
			* * 8-17 * * 7L *                 | * * 8-17 * * 0L *
			* * 8-17 * * fri#3 *              | * * 8-17 * * 5#3 *
			* * 8-17 * * 1#1,3#1 *            | * * 8-17 * * 1#1,3#1 *
			* * * * * * 2026-2030             | * * * * * * 2026-2030
			* * * * * * 2026,2028             | * * * * * * 2026,2028
			* * * * * * 1970-2099             | * * * * * * *
			0 0 8 * * * *                     | 0 0 8 * * * *
			*/10 * * * * * *                  | */10 * * * * * *
			* * * 31 2 mon *                  | * * * 31 2 mon *
			""")
	void dockerMachineReads(String written, String read) {
		assertThat(WorkingHours.objection(written, Dialect.DOCKER_MACHINE)).isEmpty();
		assertThat(WorkingHours.of(written, Dialect.DOCKER_MACHINE)).map(WorkingHours::text).hasValue(read);
		assertThat(WorkingHours.of(read, Dialect.DOCKER_MACHINE)).map(WorkingHours::text).hasValue(read);
	}

	@ParameterizedTest
	@ValueSource(strings = { "* * * * *", "* 8-17 * * mon-fri", "* * * * * *", "* * 8-17 * * mon-fri",
			"* * * * * * * *", "@hourly", "@daily", "@midnight", "* * 8-17 * * mon-fry *", "* * * * foo * *",
			"* * * * sept * *", "* * * * * mo *", "* 60 * * * * *", "60 * * * * * *", "* * 24 * * * *", "* * * 0 * * *",
			"* * * 32 * * *", "* * * * 13 * *", "* * * * * 8 *", "* * * * * * 1969", "* * * * * * 2100",
			"* * * * * * 26", "* * * * * * 2030-2026", "* */60 * * * * *", "* * */24 * * * *", "* * * * * */7 *",
			"* */0 * * * * *", "* * * 31 2 * *", "* * * 30 2 ? *", "* * * W * * *", "* * * 32W * * *",
			"* * * L-3 * * *", "* * * * * L *", "* * * * * 5#6 *", "* * * * * 5#0 *", "* * * * * fri#x *",
			"* * L * * * *", "* * 8W * * * *", "* * 8-17 * * mon-fri 20?", "* * 8- * * * *", "* * 8,,17 * * * *",
			"* * *-17 * * * *", "x * * * * * *", "* * 22-6 * * mon-fri" })
	void dockerMachineDoesNotRead(String written) {
		assertThat(WorkingHours.of(written, Dialect.DOCKER_MACHINE)).isEmpty();
		assertThat(WorkingHours.objection(written, Dialect.DOCKER_MACHINE)).hasValueSatisfying(
				(sentence) -> assertThat(sentence).endsWith(".").matches("[A-Z].*").hasSizeLessThan(250));
	}

	@Test
	void theOtherExecutorsFieldsAreTranslated() {
		assertThat(WorkingHours.objection("* 8-17 * * mon-fri", Dialect.DOCKER_MACHINE)).hasValueSatisfying(
				(sentence) -> assertThat(sentence).contains("seven").endsWith("would be * * 8-17 * * mon-fri *."));
		assertThat(WorkingHours.objection("* * 8-17 * * mon-fri *", Dialect.DOCKER_AUTOSCALER)).hasValueSatisfying(
				(sentence) -> assertThat(sentence).contains("five").endsWith("would be * 8-17 * * mon-fri."));
		assertThat(WorkingHours.objection("0 * 8-17 * * * 2026", Dialect.DOCKER_AUTOSCALER))
			.hasValueSatisfying((sentence) -> assertThat(sentence).doesNotContain("would be"));
	}

	@Test
	void aWrongNameIsNamed() {
		assertThat(WorkingHours.objection("* 8-17 * * mon-fry", Dialect.DOCKER_AUTOSCALER))
			.hasValue("There is no weekday “fry”. Use names of three letters, such as sun and sat, or numbers.");
	}

	@Test
	void whatIsReadOtherwiseThanMeantCanBeTold() {
		assertThat(machine("0 * 8-17 * * * *").forSeconds()).isTrue();
		assertThat(machine("* * 8-17 * * * *").forSeconds()).isFalse();
		assertThat(machine("* * * * * * 2020-2025").isOverIn(2026)).isTrue();
		assertThat(machine("* * * * * * 2020,2026").isOverIn(2026)).isFalse();
		assertThat(machine("* * * 1 * mon *").isEitherDay()).isTrue();
		assertThat(machine("* * * L * mon *").isEitherDay()).isTrue();
		assertThat(machine("* * * 1-31 * mon *").isEitherDay()).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			* * * * * * *                    | 1
			* * 8-17 * * mon-fri *           | 0.297619
			* */15 * * * * *                 | 0.066667
			0 * 8-17 * * mon-fri *           | 0.004960
			* * * * jan * *                  | 0.084873
			* * * 1 * mon *                  | 0.171018
			* * 0-11 29 2 * *                | 0.000342
			""")
	void howMuchOfTheTimeItTakesIsCounted(String text, double share) {
		assertThat(machine(text).share().orElseThrow()).isCloseTo(share, within(0.000001));
	}

	@Test
	void daysThatNoNumberTellsAreNotCounted() {
		assertThat(machine("* * 8-17 L * ? *").share()).isEmpty();
		assertThat(machine("* * 8-17 * * fri#1 *").share()).isEmpty();
	}

	private static WorkingHours machine(String text) {
		return WorkingHours.of(text, Dialect.DOCKER_MACHINE).orElseThrow();
	}

}
