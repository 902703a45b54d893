package dev.runnerfleet.gitlab;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes one runner for each form, however often it is sent, by whatever replica: the
 * form's key is stored before GitLab is asked, and the token never is.
 */
final class RunnerForms {

	private static final Duration REMEMBERED = Duration.ofDays(30);

	private final MadeRunners made;

	private final JdbcClient jdbc;

	private final Clock clock;

	private final Map<String, CompletableFuture<FormOutcome>> underWay = new ConcurrentHashMap<>();

	RunnerForms(MadeRunners made, JdbcClient jdbc, Clock clock) {
		this.made = made;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Makes a runner, unless its form has made one.
	 * @param user who sent the form
	 * @param form the form's key
	 * @param making makes it
	 * @return what came of it, now or then
	 */
	FormOutcome once(String user, String form, Supplier<IssueOutcome> making) {
		CompletableFuture<FormOutcome> mine = new CompletableFuture<>();
		CompletableFuture<FormOutcome> earlier = this.underWay.putIfAbsent(user + "/" + form, mine);
		if (earlier != null) {
			return await(earlier).again();
		}
		try {
			FormOutcome outcome = attempt(user, form, making);
			mine.complete(outcome);
			return outcome;
		}
		catch (RuntimeException ex) {
			mine.completeExceptionally(ex);
			throw ex;
		}
		finally {
			this.underWay.remove(user + "/" + form);
		}
	}

	private static FormOutcome await(CompletableFuture<FormOutcome> earlier) {
		try {
			return earlier.join();
		}
		catch (CompletionException ex) {
			throw (ex.getCause() instanceof RuntimeException known) ? known : ex;
		}
	}

	private FormOutcome attempt(String user, String form, Supplier<IssueOutcome> making) {
		try {
			remember(user, form);
		}
		catch (DuplicateKeyException ex) {
			return this.made.find(user, form)
				.<FormOutcome>map((kept) -> new FormOutcome.Made(kept.runner(), true))
				.orElseGet(() -> spent(user, form));
		}
		IssueOutcome outcome = making.get();
		if (outcome instanceof IssueOutcome.Failed failed) {
			this.jdbc.sql("delete from runner_form where requested_by = ? and form_key = ?")
				.params(user, form)
				.update();
			return new FormOutcome.Failed(failed.failure());
		}
		IssuedRunner runner = ((IssueOutcome.Issued) outcome).runner();
		this.made.keepShown(user, form, runner);
		this.jdbc.sql("update runner_form set runner_id = ? where requested_by = ? and form_key = ?")
			.params(runner.id(), user, form)
			.update();
		return new FormOutcome.Made(runner, false);
	}

	private void remember(String user, String form) {
		Instant now = this.clock.instant();
		this.jdbc.sql("delete from runner_form where requested_at < ?").param(at(now.minus(REMEMBERED))).update();
		this.jdbc.sql("insert into runner_form (requested_by, form_key, requested_at) values (?, ?, ?)")
			.params(user, form, at(now))
			.update();
	}

	private FormOutcome spent(String user, String form) {
		return this.jdbc.sql("select runner_id, requested_at from runner_form where requested_by = ? and form_key = ?")
			.params(user, form)
			.query((row, index) -> new FormOutcome.Spent(row.getObject(1, Long.class),
					row.getObject(2, OffsetDateTime.class).toInstant()))
			.single();
	}

	private static OffsetDateTime at(Instant instant) {
		return instant.atOffset(ZoneOffset.UTC);
	}

}
