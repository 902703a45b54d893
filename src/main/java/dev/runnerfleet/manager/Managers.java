package dev.runnerfleet.manager;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.runnerfleet.stack.Columns;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The one place that knows the machines of fleets' managers, straight from the tables:
 * the stack's instance where it has one, else what its group was heard to have. The
 * oldest one that lives works; a younger one waits until that is gone.
 */
@Component
public class Managers {

	/** The group of one that the manager lives in, by its name in the template. */
	public static final String GROUP = "ManagerGroup";

	/** The instance that works or did last, of the stack {@code s}. */
	public static final String WORKING = """
			coalesce((select max(r.physical_id) from stack_resource r where r.stack_id = s.id
					and r.type = 'AWS::EC2::Instance' and r.status not like 'DELETE_%'),
				(select m.instance_id from manager_machine m where m.stack_id = s.id and m.gone_at is null
					order by m.seen_at, m.instance_id limit 1),
				(select m.instance_id from manager_machine m where m.stack_id = s.id
					order by m.seen_at desc, m.instance_id desc limit 1),
				(select max(r.physical_id) from stack_resource r where r.stack_id = s.id
					and r.type = 'AWS::EC2::Instance'))""";

	/** The instance of the group that came last of those that live. */
	public static final String YOUNGEST = """
			(select m.instance_id from manager_machine m where m.stack_id = s.id and m.gone_at is null
				order by m.seen_at desc, m.instance_id desc limit 1)""";

	private final JdbcClient jdbc;

	Managers(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** The manager of a stack. */
	public Crew of(UUID stackId) {
		return this.jdbc.sql("""
				select %s as working, %s as youngest,
					(select max(r.physical_id) from stack_resource r where r.stack_id = s.id
						and r.logical_id = 'ManagerGroup' and r.status <> 'DELETE_COMPLETE') as group_name,
					exists (select 1 from stack_resource r where r.stack_id = s.id and r.status <> 'DELETE_COMPLETE'
						and (r.type = 'AWS::EC2::Instance' or r.logical_id = 'ManagerGroup')) as present,
					exists (select 1 from manager_machine m where m.stack_id = s.id and m.gone_at is null
						and m.leaving) as leaving
				from stack s where s.id = ?""".formatted(WORKING, YOUNGEST)).param(stackId).query((row, index) -> {
			String working = row.getString("working");
			return new Crew(working, waiting(working, row.getString("youngest")), row.getString("group_name"),
					row.getBoolean("present"), row.getBoolean("leaving"));
		}).optional().orElse(Crew.NOBODY);
	}

	/** Who waits for the one that works to be gone, {@code null} for nobody. */
	public static @Nullable String waiting(@Nullable String working, @Nullable String youngest) {
		return Objects.equals(working, youngest) ? null : youngest;
	}

	/**
	 * The machines of a stack's group that there were after some time, the oldest first,
	 * with whether each was there already by then.
	 */
	public Map<String, Boolean> since(UUID stackId, Instant since) {
		Map<String, Boolean> machines = new LinkedHashMap<>();
		this.jdbc.sql("""
				select instance_id, seen_at from manager_machine
				where stack_id = ? and (gone_at is null or gone_at >= ?) order by seen_at, instance_id""")
			.params(stackId, Columns.sql(since))
			.query((row) -> {
				machines.put(row.getString("instance_id"), Columns.instant(row, "seen_at").isBefore(since));
			});
		return machines;
	}

	/**
	 * A fleet's manager, of which there may be two for as long as one replaces another.
	 *
	 * @param working the instance that works, or that did last; {@code null} where nobody
	 * has told of one
	 * @param waiting the one that takes over once that is gone, {@code null} for none
	 * @param group the Auto Scaling group that has both, {@code null} where there is none
	 * @param present whether CloudFormation has a manager, whatever became of it at EC2
	 * @param leaving whether one of them is on its way out
	 */
	public record Crew(@Nullable String working, @Nullable String waiting, @Nullable String group, boolean present,
			boolean leaving) {

		static final Crew NOBODY = new Crew(null, null, null, false, false);

		/** Which of two works, blank where there are not two. */
		public String words() {
			if (this.waiting == null) {
				return "";
			}
			return this.leaving ? "The old manager finishes its jobs; the new one waits."
					: "The old manager works on; a new one gets ready.";
		}

	}

}
