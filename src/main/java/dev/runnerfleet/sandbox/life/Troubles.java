package dev.runnerfleet.sandbox.life;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Remembers what befell fleets by a button, and when. */
public class Troubles {

	private final JdbcClient jdbc;

	public Troubles(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** All that befell each stack, by its id, oldest first. */
	public Map<String, List<Span>> all() {
		return this.jdbc.sql("select * from sandbox_trouble order by from_at")
			.query((row, number) -> Map.entry(row.getString("stack_id"), span(row)))
			.list()
			.stream()
			.collect(Collectors.groupingBy(Map.Entry::getKey,
					Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
	}

	/** Lets a stack have a trouble from a time on, and no other any more. */
	public void begin(String stackId, Trouble trouble, Instant at) {
		end(stackId, at);
		this.jdbc.sql("insert into sandbox_trouble (stack_id, name, from_at) values (?, ?, ?)")
			.params(stackId, trouble.name(), at.atOffset(ZoneOffset.UTC))
			.update();
	}

	/** Lets a stack have no trouble from a time on. */
	public void end(String stackId, Instant at) {
		this.jdbc.sql("update sandbox_trouble set to_at = ? where stack_id = ? and to_at is null")
			.params(at.atOffset(ZoneOffset.UTC), stackId)
			.update();
	}

	private static Span span(ResultSet row) throws SQLException {
		OffsetDateTime to = row.getObject("to_at", OffsetDateTime.class);
		return new Span(Trouble.valueOf(row.getString("name")), instant(row.getObject("from_at", OffsetDateTime.class)),
				(to != null) ? instant(to) : null);
	}

	private static Instant instant(OffsetDateTime time) {
		return time.toInstant();
	}

}
