package dev.runnerfleet.autopsy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * What follows from the lines that a manager said of itself.
 *
 * @param step what it was at, as it names it
 * @param words the same in its words
 * @param answer what it was told there
 * @param code the exit or HTTP status, {@code null} where there is none
 * @param at when it said so, {@code null} where it said nothing
 */
record Hearing(String step, String words, String answer, @Nullable Integer code, @Nullable Instant at) {

	static final Hearing NOTHING = new Hearing("", "", "", null, null);

	/** Another step fails whenever one within it does. */
	private static final String OUTER = "cfn-init";

	/**
	 * What a manager was at when it failed: the last step that did, or the one that it
	 * never came to the end of.
	 * @param leaving whether its way down is what is asked for
	 */
	static Hearing ofFailure(List<ManagerLine> lines, boolean leaving) {
		List<ManagerLine> told = lines.stream().filter((line) -> leaving || !line.leaving()).toList();
		return last(told, (line) -> line.is(ManagerLine.FAILED) && !line.step().equals(OUTER))
			.or(() -> last(told, (line) -> line.is(ManagerLine.FAILED)))
			.or(() -> last(told, (line) -> line.is("begun")))
			.map((line) -> of(line, told))
			.orElse(NOTHING);
	}

	/** What came of a change, empty as long as the manager has not said. */
	static Optional<Heard> ofChange(List<ManagerLine> lines) {
		return last(lines,
				(line) -> line.is("in-force") && line.current() || line.is("not-in-force", "again", "given-up"))
			.map((line) -> {
				if (line.is("in-force")) {
					return new Heard(Autopsy.Verdict.IN_FORCE,
							new Hearing(line.step(), line.words(), "", null, line.at()), true);
				}
				Hearing failed = ofFailure(lines, false);
				return new Heard(Autopsy.Verdict.NOT_IN_FORCE,
						new Hearing(failed.step, failed.words, failed.answer, failed.code, line.at()),
						line.is("given-up"));
			});
	}

	/** What came of the first job, empty as long as the manager has not said. */
	static Optional<Heard> ofProof(List<ManagerLine> lines) {
		return last(lines, (line) -> line.is("proven", "unproven", "unknown"))
			.map((line) -> new Heard(switch (line.outcome()) {
				case "proven" -> Autopsy.Verdict.PROVEN;
				case "unproven" -> Autopsy.Verdict.UNPROVEN;
				default -> Autopsy.Verdict.UNKNOWN;
			}, of(line, lines), true));
	}

	/** What the manager is at, and what it was told there. */
	static Hearing now(List<ManagerLine> lines) {
		return last(lines, (line) -> line.is("begun") && !line.leaving()).map((line) -> {
			String answer = last(lines.subList(lines.indexOf(line), lines.size()),
					(each) -> each.is(ManagerLine.TOLD) && within(line, each))
				.map(ManagerLine::words)
				.orElse("");
			return new Hearing(line.step(), line.words(), answer, null, line.at());
		}).orElse(NOTHING);
	}

	/**
	 * The hash of what the stack asks for, as far as the manager has said; else blank.
	 */
	static String wanted(List<ManagerLine> lines) {
		return last(lines, (line) -> !line.wanted().isEmpty()).map(ManagerLine::wanted).orElse("");
	}

	/** What the manager told last, such as what it waits for. */
	static Hearing sofar(List<ManagerLine> lines) {
		return last(lines, (line) -> line.is(ManagerLine.TOLD, "begun"))
			.map((line) -> new Hearing(line.step(), line.words(), line.is(ManagerLine.TOLD) ? line.words() : "", null,
					line.at()))
			.orElse(NOTHING);
	}

	/**
	 * A step is named as it was when it began; what it failed with is the answer then.
	 */
	private static Hearing of(ManagerLine line, List<ManagerLine> lines) {
		List<ManagerLine> before = lines.subList(0, lines.indexOf(line));
		ManagerLine begun = last(before, (each) -> each.is("begun") && within(line, each)).orElse(line);
		String answer = last(lines,
				(each) -> each.is(ManagerLine.TOLD) && within(line, each) && !each.at().isBefore(begun.at()))
			.map(ManagerLine::words)
			.orElse(line.words().equals(begun.words()) ? "" : line.words());
		return new Hearing(line.step(), begun.words(), answer, line.code(), line.at());
	}

	/** Managers of older blueprints name no steps. */
	private static boolean within(ManagerLine line, ManagerLine other) {
		return line.step().isEmpty() || other.step().isEmpty() || other.step().equals(line.step());
	}

	private static Optional<ManagerLine> last(List<ManagerLine> lines, Predicate<ManagerLine> which) {
		return lines.stream().filter(which).reduce((first, second) -> second);
	}

	/**
	 * What a manager has come to.
	 *
	 * @param verdict what it is
	 * @param hearing what it said of it
	 * @param last whether nothing else follows
	 */
	record Heard(Autopsy.Verdict verdict, Hearing hearing, boolean last) {

	}

}
