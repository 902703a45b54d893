package dev.runnerfleet.fleet.preflight.schedule;

import java.time.Clock;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.preflight.Check;
import dev.runnerfleet.fleet.preflight.Plan;
import dev.runnerfleet.fleet.schedule.Dialect;
import dev.runnerfleet.fleet.schedule.WorkingHours;

import org.springframework.stereotype.Component;

/** Whether the working hours are what somebody can have meant by them. */
@Component
class ScheduleCheck implements Check {

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
			.map(this::findings)
			.orElse(List.of());
	}

	private List<Finding> findings(WorkingHours hours) {
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
		return findings;
	}

}
