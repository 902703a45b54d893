package dev.runnerfleet.fleet.preflight.schedule;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.preflight.Check;
import dev.runnerfleet.fleet.preflight.Plan;
import dev.runnerfleet.fleet.schedule.Dialect;
import dev.runnerfleet.fleet.schedule.WorkingHours;

import org.springframework.stereotype.Component;

/** Whether the working hours are what somebody can have meant by them. */
@Component
class ScheduleCheck implements Check {

	private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.UK);

	private static final String FIELD = "parameters[WorkingHours]";

	private final Clock clock;

	ScheduleCheck(Clock clock) {
		this.clock = clock;
	}

	@Override
	public String subject() {
		return "the working hours";
	}

	@Override
	public List<Finding> findings(Plan plan) {
		return WorkingHours.of(plan.value("WorkingHours"), Dialect.of(plan.blueprint().name()))
			.map((hours) -> findings(hours, plan.value("Timezone")))
			.orElse(List.of());
	}

	/** The runner knows a few zones that Java does not. */
	private static Optional<ZoneId> zone(String name) {
		try {
			return Optional.of(ZoneId.of(name, ZoneId.SHORT_IDS));
		}
		catch (DateTimeException ex) {
			return Optional.empty();
		}
	}

	private List<Finding> findings(WorkingHours hours, String zone) {
		List<Finding> findings = new ArrayList<>();
		if (hours.forSeconds()) {
			findings.add(Finding.stops(FIELD, "These working hours begin and end within each minute.")
				.mend("Put * in the first field, for seconds, to mean whole minutes."));
		}
		if (hours.isOverIn(Year.now(this.clock.withZone(ZoneOffset.UTC)).getValue())) {
			findings.add(Finding.stops(FIELD, "The years of these working hours are over.")
				.mend("Put * in the last field."));
		}
		if (hours.isEitherDay()) {
			findings.add(Finding.warns(FIELD,
					"The working hours name days of the month and weekdays: a day that is either counts."));
		}
		if (findings.stream().noneMatch(Finding::stops)) {
			findings.add(meaning(hours, zone));
		}
		return findings;
	}

	/** Nobody sees from cron what it will do on Friday evening. */
	private Finding meaning(WorkingHours hours, String zone) {
		List<String> next = zone(zone).map((known) -> next(hours, known)).orElse(List.of());
		String words = "Working hours are %s, in %s.".formatted(hours.words(), zone.replace('_', ' '));
		return Finding.notes(FIELD,
				next.isEmpty() ? words : words + " Next they %s.".formatted(String.join(", ", next)));
	}

	private List<String> next(WorkingHours hours, ZoneId zone) {
		ZonedDateTime now = this.clock.instant().atZone(zone);
		boolean inForce = hours.inForce(now);
		List<String> next = new ArrayList<>();
		for (ZonedDateTime change : hours.changes(now, 3)) {
			inForce = !inForce;
			next.add("%s %s".formatted(inForce ? "begin" : "end", MOMENT.format(change)));
		}
		return next;
	}

}
