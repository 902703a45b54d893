package dev.runnerfleet.stack;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps beside each stack how it stands for those who use it, so that pages are narrowed
 * and ordered by it where they are read. What the numbers mean is theirs.
 */
@Component
public class StackStandings {

	private final JdbcClient jdbc;

	StackStandings(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Reads a stack and holds it until the transaction ends, so that nobody is outrun.
	 */
	public Optional<Stack> lock(UUID id) {
		return this.jdbc.sql("select * from stack where id = ? for update")
			.param(id)
			.query(RowMappers::stack)
			.optional();
	}

	/**
	 * Stores how a stack stands. Belongs into the transaction that has announced
	 * {@link Stack.Changed}.
	 * @param id the stack
	 * @param standing a number above 0
	 */
	public void put(UUID id, int standing) {
		this.jdbc.sql("""
				update stack set standing = :standing, changed_at = current_timestamp, revision = revision + 1
				where id = :id and standing <> :standing""").param("standing", standing).param("id", id).update();
	}

	/**
	 * Stacks of which nobody has said so far how they stand.
	 * @param most how many at the most
	 */
	public List<Stack> unsaid(int most) {
		return this.jdbc.sql("select * from stack where standing = 0 limit ?")
			.param(most)
			.query(RowMappers::stack)
			.list();
	}

}
