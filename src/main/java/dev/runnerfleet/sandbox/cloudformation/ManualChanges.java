package dev.runnerfleet.sandbox.cloudformation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Remembers what was done in one region without CloudFormation. */
public class ManualChanges {

	private final JdbcClient jdbc;

	private final String region;

	ManualChanges(JdbcClient jdbc, String region) {
		this.jdbc = jdbc;
		this.region = region;
	}

	/** The latest touch of a kind. */
	public Optional<ManualChange> find(String id, ManualChange.Kind kind) {
		return this.jdbc.sql("select * from sandbox_touch where region = ? and id = ? and kind = ?")
			.params(this.region, id, kind.name())
			.query((row, number) -> new ManualChange(id, kind, StackRows.instant(row, "at"), row.getString("detail")))
			.optional();
	}

	/** The touch of a kind that has a detail. */
	Optional<ManualChange> withDetail(ManualChange.Kind kind, String detail) {
		List<String> ids = this.jdbc.sql("select id from sandbox_touch where region = ? and kind = ? and detail = ?")
			.params(this.region, kind.name(), detail)
			.query(String.class)
			.list();
		return ids.stream().findFirst().flatMap((id) -> find(id, kind));
	}

	/** Whether a thing that came into being at a time was ended after that. */
	public boolean ended(String id, Instant createdAt) {
		return find(id, ManualChange.Kind.ENDED).filter((manualChange) -> !manualChange.at().isBefore(createdAt))
			.isPresent();
	}

	/** Takes a touch back. */
	public void forget(String id, ManualChange.Kind kind) {
		this.jdbc.sql("delete from sandbox_touch where region = ? and id = ? and kind = ?")
			.params(this.region, id, kind.name())
			.update();
	}

	/** Remembers a touch in place of the one before. */
	public void put(String id, ManualChange.Kind kind, Instant at, String detail) {
		this.jdbc.sql("delete from sandbox_touch where region = ? and id = ? and kind = ?")
			.params(this.region, id, kind.name())
			.update();
		this.jdbc.sql("insert into sandbox_touch (region, id, kind, at, detail) values (?, ?, ?, ?, ?)")
			.params(this.region, id, kind.name(), at.atOffset(ZoneOffset.UTC), detail)
			.update();
	}

	/** Remembers a touch unless there was one before. */
	public void putFirst(String id, ManualChange.Kind kind, Instant at) {
		if (find(id, kind).isEmpty()) {
			put(id, kind, at, "");
		}
	}

}
