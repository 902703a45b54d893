package dev.runnerfleet.pulse;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

import dev.runnerfleet.manager.Managers;
import dev.runnerfleet.pulse.Vitals.Machine;
import dev.runnerfleet.pulse.Vitals.WorkerGroup;
import dev.runnerfleet.stack.Columns;
import dev.runnerfleet.stack.StackStatus;

/** What is known of a living fleet before it is looked at, as the tables have it. */
final class LivingRow {

	static final String FLEETS = """
			select p.*, s.name, s.account, s.region, s.status,
				coalesce(f.blueprint_version, %d) as blueprint_version,
				exists (select 1 from stack_output o where o.stack_id = s.id and o.name = 'ReportVersion'
					and o.output_value = '0') as without_report,
				%s as manager, %s as youngest,
				exists (select 1 from stack_resource r where r.stack_id = s.id and r.logical_id = '%s'
					and r.status <> 'DELETE_COMPLETE') as grouped,
				(select max(r.physical_id) from stack_resource r where r.stack_id = s.id
					and r.type = 'AWS::AutoScaling::AutoScalingGroup' and r.logical_id <> '%s') as group_name
			from pulse p join stack s on s.id = p.stack_id left join fleet f on f.id = s.id
			where\s""".formatted(HealthWords.REPORTS_SINCE, Managers.WORKING, Managers.YOUNGEST, Managers.GROUP,
			Managers.GROUP) + PulseRows.ALIVE;

	private LivingRow() {
	}

	static LivingFleet fleet(ResultSet row, int index) throws SQLException {
		Integer desired = row.getObject("group_desired", Integer.class);
		WorkerGroup group = (desired != null) ? new WorkerGroup(desired, row.getInt("group_max"),
				row.getInt("group_in_service"), Columns.instantOrNull(row, "group_short_since")) : null;
		String manager = row.getString("manager");
		return new LivingFleet(row.getObject("stack_id", UUID.class), row.getString("name"), Columns.place(row, index),
				!new StackStatus(row.getString("status")).settled(),
				row.getInt("blueprint_version") >= HealthWords.REPORTS_SINCE && !row.getBoolean("without_report"),
				manager, Managers.waiting(manager, row.getString("youngest")), row.getBoolean("grouped"),
				row.getString("line"), Columns.instantOrNull(row, "heard_at"), Columns.instantOrNull(row, "looked_at"),
				Columns.instantOrNull(row, "watched_until"), row.getString("trouble"),
				Machine.valueOf(row.getString("machine")), group, row.getString("group_name"), PulseRows.health(row));
	}

}
