package dev.runnerfleet.sandbox.cloudformation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Remembers what was done in one region without CloudFormation: it is asked for each
 * worker of each fleet, and so read together until something is done again.
 */
public class ManualChanges {

	private final JdbcClient jdbc;

	private final String region;

	private @Nullable Map<String, Change> known;

	private int read;

	ManualChanges(JdbcClient jdbc, String region) {
		this.jdbc = jdbc;
		this.region = region;
	}

	/** The latest touch of a kind. */
	public Optional<Change> find(String id, Change.Kind kind) {
		return Optional.ofNullable(all().get(kind + " " + id));
	}

	private Map<String, Change> all() {
		int before;
		synchronized (this) {
			if (this.known != null) {
				return this.known;
			}
			before = this.read;
		}
		Map<String, Change> all = this.jdbc.sql("select * from sandbox_touch where region = ?")
			.param(this.region)
			.query((row, number) -> new Change(row.getString("id"), Change.Kind.valueOf(row.getString("kind")),
					SandboxStackRows.instant(row, "at"), row.getString("detail")))
			.list()
			.stream()
			.collect(Collectors.toMap((change) -> change.kind() + " " + change.id(), Function.identity()));
		synchronized (this) {
			this.known = (this.read == before) ? all : this.known;
		}
		return all;
	}

	/** Has what is known read again. */
	synchronized void readAgain() {
		this.known = null;
		this.read++;
	}

	/** The touch of a kind that has a detail. */
	Optional<Change> withDetail(Change.Kind kind, String detail) {
		List<String> ids = this.jdbc.sql("select id from sandbox_touch where region = ? and kind = ? and detail = ?")
			.params(this.region, kind.name(), detail)
			.query(String.class)
			.list();
		return ids.stream().findFirst().flatMap((id) -> find(id, kind));
	}

	/** Whether a thing that came into being at a time was ended after that. */
	public boolean ended(String id, Instant createdAt) {
		return find(id, Change.Kind.ENDED).filter((manualChange) -> !manualChange.at().isBefore(createdAt)).isPresent();
	}

	/** Takes a touch back. */
	public void forget(String id, Change.Kind kind) {
		this.jdbc.sql("delete from sandbox_touch where region = ? and id = ? and kind = ?")
			.params(this.region, id, kind.name())
			.update();
		readAgain();
	}

	/** Remembers a touch in place of the one before. */
	public void put(String id, Change.Kind kind, Instant at, String detail) {
		this.jdbc.sql("delete from sandbox_touch where region = ? and id = ? and kind = ?")
			.params(this.region, id, kind.name())
			.update();
		this.jdbc.sql("insert into sandbox_touch (region, id, kind, at, detail) values (?, ?, ?, ?, ?)")
			.params(this.region, id, kind.name(), at.atOffset(ZoneOffset.UTC), detail)
			.update();
		readAgain();
	}

	/** Remembers a touch unless there was one before. */
	public void putFirst(String id, Change.Kind kind, Instant at) {
		if (find(id, kind).isEmpty()) {
			put(id, kind, at, "");
		}
	}

	/**
	 * Something done to a single thing without CloudFormation.
	 *
	 * @param id the thing's physical id
	 * @param kind what was done
	 * @param at when, to the millisecond
	 * @param detail what more there is to say of it, blank if nothing
	 */
	public record Change(String id, Kind kind, Instant at, String detail) {

		public enum Kind {

			/** It was terminated or deleted. */
			ENDED,
			/** A machine was stopped, to be started again. */
			STOPPED,
			/**
			 * What it does by itself has begun anew, after it had come to an end; the
			 * detail is when, where that is known.
			 */
			REVIVED,
			/** What it does by itself has come to an end, as under a paused runner. */
			FROZEN,
			/** Its size was set; the detail is {@code min,max,desired}. */
			SIZED,
			/**
			 * Its protection from scale-in was set; the detail is {@code true} or
			 * {@code false}.
			 */
			PROTECTED,
			/** Some of what it holds was deleted; the detail says which. */
			EMPTIED,
			/**
			 * A property was changed by hand; the detail is the property's name and
			 * value.
			 */
			DRIFTED,
			/** Somebody asked whether it drifted; the detail is the detection's id. */
			CHECKED

		}

	}

}
