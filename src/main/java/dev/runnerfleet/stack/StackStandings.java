package dev.runnerfleet.stack;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps beside each stack what those who use it say of it, so that pages are narrowed,
 * ordered and searched by it where they are read. What it means is theirs.
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
	 * Stores what is said of a stack. Belongs into the transaction that has announced
	 * {@link Stack.Changed}.
	 */
	public void put(UUID id, Entry entry) {
		this.jdbc.sql("""
				update stack set standing = :standing, note = :note, noted_at = :notedAt, serves = :serves,
					capacity = :capacity, edition = :edition, search_text = :searchText, health = :health,
					urgency = :urgency,
					changed_at = current_timestamp, revision = revision + 1
				where id = :id and (standing <> :standing or serves <> :serves or capacity <> :capacity
					or edition <> :edition or search_text <> :searchText
					or health <> :health or urgency <> :urgency
					or note is distinct from :note or noted_at is distinct from :notedAt)""")
			.param("standing", entry.standing().number())
			.param("note", Columns.cut(entry.standing().note(), 300))
			.param("notedAt", Columns.sqlOrNull(entry.standing().at()))
			.param("serves", cut(entry.serves(), 300))
			.param("capacity", entry.capacity())
			.param("edition", cut(entry.edition(), 80))
			.param("searchText", cut(entry.searchText(), 8000))
			.param("health", cut(entry.health(), 24))
			.param("urgency", cut(entry.urgency(), 160))
			.param("id", id)
			.update();
	}

	private static String cut(String text, int most) {
		return (text.length() > most) ? text.substring(0, most) : text;
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

	/**
	 * What is said of a stack.
	 *
	 * @param standing how it stands, its number above 0
	 * @param serves whom it works for, to be ordered by
	 * @param capacity how much it can do
	 * @param edition what it was made from, the older first
	 * @param searchText what it is found by, in lower case, each value on a line of its
	 * own
	 * @param health how what runs in it is, as one word of theirs; blank where that is
	 * not to be told
	 * @param urgency what it is ordered by for those who look for trouble, the worst
	 * first
	 */
	public record Entry(Stack.Standing standing, String serves, int capacity, String edition, String searchText,
			String health, String urgency) {

		/** With nothing to be told of what runs in it. */
		public Entry(Stack.Standing standing, String serves, int capacity, String edition, String searchText) {
			this(standing, serves, capacity, edition, searchText, "", "");
		}

	}

}
