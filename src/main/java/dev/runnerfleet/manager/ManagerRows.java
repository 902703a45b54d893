package dev.runnerfleet.manager;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.runnerfleet.stack.Columns;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The machines of managers' groups that were heard of, in the order in which they were.
 */
@Component
class ManagerRows {

	/** Longer than anybody asks what a manager said that is gone. */
	private static final Duration KEPT = Duration.ofDays(30);

	private final JdbcClient jdbc;

	ManagerRows(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Stores what a group has now.
	 * @param alive its machines, the oldest first
	 */
	void remember(UUID stack, List<Seen> alive, Instant now) {
		Map<String, Known> known = known(stack);
		int later = 0;
		for (Seen seen : alive) {
			Known before = known.remove(seen.instance());
			if (before == null) {
				insert(stack, seen, now.plusMillis(later++));
			}
			else if (before.gone() || before.leaving() != seen.leaving()) {
				this.jdbc
					.sql("""
							update manager_machine set leaving = ?, gone_at = null where stack_id = ? and instance_id = ?""")
					.params(seen.leaving(), stack, seen.instance())
					.update();
			}
		}
		known.entrySet().removeIf((each) -> each.getValue().gone());
		if (!known.isEmpty()) {
			this.jdbc.sql("update manager_machine set gone_at = :now where stack_id = :stack and instance_id in (:ids)")
				.param("now", Columns.sql(now))
				.param("stack", stack)
				.param("ids", known.keySet())
				.update();
		}
	}

	private Map<String, Known> known(UUID stack) {
		Map<String, Known> known = new HashMap<>();
		this.jdbc.sql("select instance_id, leaving, gone_at from manager_machine where stack_id = ?")
			.param(stack)
			.query((row) -> {
				known.put(row.getString("instance_id"),
						new Known(row.getBoolean("leaving"), row.getObject("gone_at") != null));
			});
		return known;
	}

	private void insert(UUID stack, Seen seen, Instant at) {
		try {
			this.jdbc.sql("insert into manager_machine (stack_id, instance_id, seen_at, leaving) values (?, ?, ?, ?)")
				.params(stack, seen.instance(), Columns.sql(at), seen.leaving())
				.update();
		}
		catch (DuplicateKeyException ex) {
			// Another one who looked has told it.
		}
		this.jdbc.sql("delete from manager_machine where stack_id = ? and gone_at < ?")
			.params(stack, Columns.sql(at.minus(KEPT)))
			.update();
	}

	/**
	 * A machine that lives.
	 *
	 * @param instance its id
	 * @param leaving whether it is on its way out
	 */
	record Seen(String instance, boolean leaving) {

	}

	private record Known(boolean leaving, boolean gone) {

	}

}
