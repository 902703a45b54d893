package dev.runnerfleet.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import dev.runnerfleet.web.RefusedValue;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Which entries somebody asks for, as they wrote it and not checked yet, so that page,
 * file and API take the same.
 */
record AuditFilter(@Schema(description = "A user's name") String user,
		@Schema(description = "What was done, such as LAUNCH") String action,
		@Schema(description = "ASKED, DONE, REFUSED or FAILED") String outcome,
		@Schema(description = "A part of the subject") String subject,
		@Schema(description = "The first day in UTC, such as 2026-01-31") String from,
		@Schema(description = "The last day in UTC, such as 2026-01-31") String to,
		@Schema(description = "The id of the entry that precedes the page") String before) {

	/** Whatever a request left out is blank. */
	AuditFilter {
		user = text(user);
		action = text(action);
		outcome = text(outcome);
		subject = text(subject);
		from = text(from);
		to = text(to);
		before = text(before);
	}

	private static String text(@Nullable String value) {
		return (value != null) ? value.strip().replaceAll("\\p{C}", "?") : "";
	}

	/** What cannot stay as it is, empty where the filter makes a query. */
	List<RefusedValue> problems() {
		List<RefusedValue> problems = new ArrayList<>();
		check(problems, "action", this.action.isEmpty() || value(Action.values(), this.action) != null,
				"Send one of " + names(Action.values()));
		check(problems, "outcome", this.outcome.isEmpty() || value(Outcome.values(), this.outcome) != null,
				"Send one of " + names(Outcome.values()));
		check(problems, "from", this.from.isEmpty() || day(this.from) != null, "Write the day like 2026-01-31.");
		check(problems, "to", this.to.isEmpty() || day(this.to) != null, "Write the day like 2026-01-31.");
		check(problems, "before", this.before.matches("\\d{0,18}"), "Send the id of an entry.");
		LocalDate first = day(this.from);
		LocalDate last = day(this.to);
		check(problems, "to", first == null || last == null || !last.isBefore(first), "This day is before the first.");
		return problems;
	}

	/** The query that this filter asks for, once it has no problems. */
	AuditQuery query() {
		LocalDate last = day(this.to);
		return new AuditQuery(this.user, value(Action.values(), this.action), value(Outcome.values(), this.outcome),
				this.subject, start(day(this.from)), start((last != null) ? last.plusDays(1) : null),
				this.before.isEmpty() ? null : Long.valueOf(this.before));
	}

	/** Whether all entries are asked for. */
	public boolean isBlank() {
		return (this.user + this.action + this.outcome + this.subject + this.from + this.to).isEmpty();
	}

	private static <E extends Enum<E>> @Nullable E value(E[] values, String name) {
		return Arrays.stream(values).filter((value) -> value.name().equalsIgnoreCase(name)).findFirst().orElse(null);
	}

	private static String names(Enum<?>[] values) {
		return Arrays.stream(values).map(Enum::name).collect(Collectors.joining(", ", "", "."));
	}

	private static @Nullable LocalDate day(String text) {
		try {
			return text.isEmpty() ? null : LocalDate.parse(text, strict());
		}
		catch (DateTimeParseException ex) {
			return null;
		}
	}

	/** No constant: it would be taken for a parameter of the API. */
	private static DateTimeFormatter strict() {
		return DateTimeFormatter.ofPattern("uuuu-MM-dd").withResolverStyle(ResolverStyle.STRICT);
	}

	private static @Nullable Instant start(@Nullable LocalDate day) {
		return (day != null) ? day.atStartOfDay(ZoneOffset.UTC).toInstant() : null;
	}

	private static void check(List<RefusedValue> problems, String field, boolean holds, String message) {
		if (!holds) {
			problems.add(new RefusedValue(field, message));
		}
	}

}
