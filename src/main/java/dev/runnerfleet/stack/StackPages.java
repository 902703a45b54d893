package dev.runnerfleet.stack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads stacks a page at a time, by the key of the page's neighbour, so that the last
 * page costs what the first one does.
 */
@Component
class StackPages {

	private final JdbcClient jdbc;

	StackPages(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	StackQuery.Page read(StackQuery query) {
		Map<String, Object> parameters = new HashMap<>();
		String filter = filter(query, parameters);
		boolean backwards = query.before() != null;
		boolean ascending = query.descending() == backwards;
		String condition = query.hasNeighbour() ? and(filter, neighbour(query, ascending, parameters)) : filter;
		String direction = ascending ? "asc" : "desc";
		parameters.put("limit", query.size() + 1);
		parameters.put("skip", query.skip());
		List<UUID> found = this.jdbc
			.sql("select id from stack%s order by %s %s, id %s limit :limit offset :skip".formatted(where(condition),
					query.sort().column(), direction, direction))
			.params(parameters)
			.query(UUID.class)
			.list();
		if (found.isEmpty() && query.hasNeighbour()) {
			return read(query.fromTheStart());
		}
		boolean more = found.size() > query.size();
		List<Stack> stacks = rows(more ? found.subList(0, query.size()) : found);
		if (backwards) {
			Collections.reverse(stacks);
		}
		boolean notFirst = query.after() != null || query.skip() > 0;
		long total = (more || query.hasNeighbour() || notFirst) ? count(filter, parameters) : stacks.size();
		return new StackQuery.Page(stacks, total, backwards ? more : notFirst, backwards || more);
	}

	/** Keys come from an index alone; only a page's own rows are fetched. */
	private List<Stack> rows(List<UUID> ids) {
		if (ids.isEmpty()) {
			return new ArrayList<>();
		}
		Map<UUID, Stack> rows = this.jdbc.sql("select * from stack where id in (:ids)")
			.param("ids", ids)
			.query(RowMappers::stack)
			.list()
			.stream()
			.collect(Collectors.toMap(Stack::id, Function.identity()));
		return ids.stream().map(rows::get).filter(Objects::nonNull).collect(Collectors.toCollection(ArrayList::new));
	}

	private long count(String filter, Map<String, Object> parameters) {
		return this.jdbc.sql("select count(*) from stack" + where(filter))
			.params(parameters)
			.query(Long.class)
			.single();
	}

	/** How many stacks stand how. */
	Map<Integer, Long> standings() {
		Map<Integer, Long> counts = new HashMap<>();
		this.jdbc.sql("select standing, count(*) from stack group by standing").query((row) -> {
			counts.put(row.getInt(1), row.getLong(2));
		});
		return counts;
	}

	/**
	 * In how many stacks what runs there is how; those of which that is not told are left
	 * out.
	 */
	Map<String, Long> healths() {
		Map<String, Long> counts = new HashMap<>();
		this.jdbc.sql("select health, count(*) from stack where health <> '' group by health").query((row) -> {
			counts.put(row.getString(1), row.getLong(2));
		});
		return counts;
	}

	private static String filter(StackQuery query, Map<String, Object> parameters) {
		String filter = "";
		for (String word : query.words()) {
			String name = "word" + parameters.size();
			parameters.put(name, "%" + escaped(word.toLowerCase(Locale.ROOT)) + "%");
			// A portal of an older version beside this one writes none.
			filter = and(filter,
					"(search_text like :%1$s escape '!' or search_text = '' and lower(name) like :%1$s escape '!')"
						.formatted(name));
		}
		if (!query.statuses().isEmpty()) {
			parameters.put("statuses", query.statuses());
			filter = and(filter, "status in (:statuses)");
		}
		if (!query.standings().isEmpty()) {
			parameters.put("standings", query.standings());
			filter = and(filter, "standing in (:standings)");
		}
		if (!query.healths().isEmpty()) {
			parameters.put("healths", query.healths());
			filter = and(filter, "health in (:healths)");
		}
		for (StackQuery.Hidden hidden : query.hidden()) {
			String name = "over" + parameters.size();
			parameters.put(name, hidden.standings());
			filter = and(filter,
					(hidden.before() != null) ? "not (standing in (:%1$s) and active_at < :%1$sBefore)".formatted(name)
							: "standing not in (:%s)".formatted(name));
			if (hidden.before() != null) {
				parameters.put(name + "Before", Columns.sql(hidden.before()));
			}
		}
		return filter;
	}

	private String neighbour(StackQuery query, boolean ascending, Map<String, Object> parameters) {
		String column = query.sort().column();
		Optional<Map<String, Object>> neighbour = this.jdbc
			.sql("select id, %s as sort_key from stack where id = ?".formatted(column))
			.param((query.before() != null) ? query.before() : query.after())
			.query((row, index) -> Map.of("id", row.getObject("id"), "key", row.getObject("sort_key")))
			.optional();
		if (neighbour.isEmpty()) {
			return "";
		}
		parameters.putAll(neighbour.get());
		return (ascending ? "%1$s >= :key and (%1$s > :key or id > :id)" : "%1$s <= :key and (%1$s < :key or id < :id)")
			.formatted(column);
	}

	private static String escaped(String text) {
		return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
	}

	private static String and(String left, String right) {
		return (left.isEmpty() || right.isEmpty()) ? left + right : left + " and " + right;
	}

	private static String where(String condition) {
		return condition.isEmpty() ? "" : " where " + condition;
	}

}
