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

import org.jspecify.annotations.Nullable;

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
		String condition = and(filter, neighbour(query, ascending, parameters));
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

	private static String filter(StackQuery query, Map<String, Object> parameters) {
		String filter = "";
		if (!query.name().isBlank()) {
			parameters.put("name", "%" + escaped(query.name().strip().toLowerCase(Locale.ROOT)) + "%");
			filter = "lower(name) like :name escape '!'";
		}
		if (!query.statuses().isEmpty()) {
			parameters.put("statuses", query.statuses());
			filter = and(filter, "status in (:statuses)");
		}
		if (!query.standings().isEmpty()) {
			parameters.put("standings", query.standings());
			filter = and(filter, "standing in (:standings)");
		}
		if (query.hidden() != null) {
			parameters.put("over", query.hidden().standings());
			parameters.put("overBefore", Columns.sql(query.hidden().before()));
			filter = and(filter, "not (standing in (:over) and active_at < :overBefore)");
		}
		return filter;
	}

	private String neighbour(StackQuery query, boolean ascending, Map<String, Object> parameters) {
		UUID key = (query.before() != null) ? query.before() : query.after();
		Optional<Stack> neighbour = find(key);
		if (neighbour.isEmpty()) {
			return "";
		}
		parameters.put("key", query.sort().valueOf(neighbour.get()));
		parameters.put("id", neighbour.get().id());
		String column = query.sort().column();
		return (ascending ? "%1$s >= :key and (%1$s > :key or id > :id)" : "%1$s <= :key and (%1$s < :key or id < :id)")
			.formatted(column);
	}

	private Optional<Stack> find(@Nullable UUID id) {
		return (id != null)
				? this.jdbc.sql("select * from stack where id = ?").param(id).query(RowMappers::stack).optional()
				: Optional.empty();
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
