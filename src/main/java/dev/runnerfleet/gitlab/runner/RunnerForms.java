package dev.runnerfleet.gitlab.runner;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

import dev.runnerfleet.gitlab.DisplayText;
import dev.runnerfleet.gitlab.Explanation;
import dev.runnerfleet.gitlab.GitLabFailure;
import dev.runnerfleet.gitlab.TokenWay;
import dev.runnerfleet.gitlab.runner.FormRows.Row;
import org.jspecify.annotations.Nullable;

/**
 * Makes one runner for each form, however often it is sent, by whatever replica: the
 * form's key is stored before GitLab is asked, and the token never is. Where GitLab's
 * answer was lost, the next try looks for the runner before it makes another.
 */
public final class RunnerForms {

	private static final int LONGEST_KEY = 100;

	private final RunnerTokens tokens;

	private final KeptRunners made;

	private final FormRows rows;

	private final Map<String, CompletableFuture<Outcome>> underWay = new ConcurrentHashMap<>();

	RunnerForms(RunnerTokens tokens, KeptRunners made, FormRows rows) {
		this.tokens = tokens;
		this.made = made;
		this.rows = rows;
	}

	/**
	 * Makes a runner whose token its person is shown, unless its form has made one.
	 * @param user who sent the form
	 * @param form the form's key
	 * @param wish the runner
	 * @return what came of it, now or then
	 */
	public Outcome once(String user, String form, RunnerWish wish) {
		CompletableFuture<Outcome> mine = new CompletableFuture<>();
		CompletableFuture<Outcome> earlier = this.underWay.putIfAbsent(user + "/" + form, mine);
		if (earlier != null) {
			return await(earlier).again();
		}
		try {
			Outcome outcome = show(user, form, wish);
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

	/**
	 * Makes a runner for a launch, which keeps it itself; what an earlier launch with the
	 * same form has made is that launch's.
	 * @param user who launches
	 * @param form the launch form's key
	 * @param wish the runner
	 * @return the runner, or why there is none
	 */
	public RunnerWish.Outcome forLaunch(String user, String form, RunnerWish wish) {
		String key = (form.length() <= LONGEST_KEY) ? form
				: UUID.nameUUIDFromBytes(form.getBytes(StandardCharsets.UTF_8)).toString();
		Optional<Row> before = this.rows.find(user, key);
		return begun(user, key, before, wish).map((row) -> attempt(row, before, wish))
			.orElseGet(() -> new RunnerWish.Outcome.Failed(new InputFailure.UnderWay()));
	}

	private static Outcome await(CompletableFuture<Outcome> earlier) {
		try {
			return earlier.join();
		}
		catch (CompletionException ex) {
			throw (ex.getCause() instanceof RuntimeException known) ? known : ex;
		}
	}

	private Outcome show(String user, String form, RunnerWish wish) {
		Optional<KeptRunners.Made> kept = this.made.find(user, form);
		if (kept.isPresent()) {
			return new Outcome.Made(kept.get().runner(), true);
		}
		Optional<Row> before = this.rows.find(user, form);
		boolean made = before.isPresent() && before.get().runnerId() != null;
		Optional<Row> row = made ? Optional.empty() : begun(user, form, before, wish);
		if (row.isEmpty()) {
			Row other = this.rows.find(user, form).orElseThrow();
			return new Outcome.Spent(other.runnerId(), other.at());
		}
		RunnerWish.Outcome outcome = attempt(row.get(), before, wish);
		if (outcome instanceof RunnerWish.Outcome.Failed failed) {
			return new Outcome.Failed(failed.failure());
		}
		RunnerWish.Outcome.Issued issued = (RunnerWish.Outcome.Issued) outcome;
		this.made.keepShown(user, form, issued.runner());
		return new Outcome.Made(issued.runner(), issued.before());
	}

	private Optional<Row> begun(String user, String form, Optional<Row> before, RunnerWish wish) {
		if (before.isEmpty()) {
			return this.rows.begin(user, form, this.tokens.root(wish));
		}
		return this.rows.isUnderWay(before.get()) ? Optional.empty() : this.rows.beginAgain(before.get());
	}

	/** A try that never told what came of it was lost, too: the portal was stopped. */
	private RunnerWish.Outcome attempt(Row row, Optional<Row> before, RunnerWish wish) {
		Optional<Row> lost = before.filter((each) -> each.runnerId() == null);
		RunnerWish.Outcome outcome = lost.filter((each) -> isOfSameGitLab(each, wish))
			.map((each) -> afterLoss(each, row, wish))
			.orElseGet(() -> wish.ask(this.tokens, row.reference()));
		if (outcome instanceof RunnerWish.Outcome.Issued issued) {
			this.rows.made(row, issued.runner().id());
			return new RunnerWish.Outcome.Issued(issued.runner().as(wish), issued.before());
		}
		GitLabFailure failure = ((RunnerWish.Outcome.Failed) outcome).failure();
		if (failure instanceof UncertainRunner perhaps) {
			this.rows.lost(row, perhaps.gitlab());
		}
		else if (lost.isPresent() && !failure.askedInVain()) {
			this.rows.lost(row, row.gitlab());
		}
		else {
			this.rows.forget(row);
		}
		return outcome;
	}

	/** Who corrects the address asks somebody else. */
	private boolean isOfSameGitLab(Row lost, RunnerWish wish) {
		URI now = this.tokens.root(wish);
		return now == null || lost.gitlab() == null || now.getAuthority().equals(lost.gitlab().getAuthority());
	}

	private RunnerWish.Outcome afterLoss(Row lost, Row row, RunnerWish wish) {
		LostRunner.Look look = look(lost, wish);
		if (look instanceof LostRunner.Look.Found found) {
			return new RunnerWish.Outcome.Issued(found.runner(), true);
		}
		if (look instanceof LostRunner.Look.Hidden hidden && !wish.another()) {
			return stillLost(lost, hidden.failure(), wish);
		}
		return wish.ask(this.tokens, row.reference());
	}

	private LostRunner.Look look(Row lost, RunnerWish wish) {
		if (wish.way() != TokenWay.CREATE) {
			return new LostRunner.Look.Hidden(InputFailure.NoView.TRADED);
		}
		return lost.reference().isEmpty() ? new LostRunner.Look.Hidden(InputFailure.NoView.UNMARKED)
				: this.tokens.find(wish, lost.reference());
	}

	private RunnerWish.Outcome stillLost(Row lost, GitLabFailure why, RunnerWish wish) {
		URI gitlab = (lost.gitlab() != null) ? lost.gitlab() : this.tokens.root(wish);
		if (gitlab == null || !(why.askedInVain() || why instanceof InputFailure.NoView)) {
			return new RunnerWish.Outcome.Failed(why);
		}
		return new RunnerWish.Outcome.Failed(
				new UncertainRunner(new AnswerFailure.Lost(lost.at(), why.explain().title()), gitlab,
						(wish.way() == TokenWay.CREATE) ? wish.target() : null, null));
	}

	/** What came of a form that asks for a runner. */
	public sealed interface Outcome {

		/** The same for whoever sent the form once more. */
		default Outcome again() {
			return this;
		}

		/**
		 * The runner.
		 *
		 * @param runner the runner with its token
		 * @param before whether the form had made it before
		 */
		record Made(IssuedRunner runner, boolean before) implements Outcome {

			@Override
			public Outcome again() {
				return new Made(this.runner, true);
			}

		}

		/** There is none, as far as is known; the form can be sent again. */
		record Failed(GitLabFailure failure) implements Outcome {

			public Explanation explain() {
				return new RunnerWish.Outcome.Failed(this.failure).explain();
			}

		}

		/**
		 * The form was sent before, and its token can no longer be shown.
		 *
		 * @param runnerId GitLab's id of the runner, {@code null} where the portal ended
		 * before it knew
		 * @param at when the form was sent
		 */
		record Spent(@Nullable Long runnerId, Instant at) implements Outcome {

			public Explanation explain() {
				if (this.runnerId == null) {
					return Explanation.input("form-spent", "This form was sent before",
							"It was sent on %s and is still being worked on, or the portal ended before it knew whether GitLab had made the runner."
								.formatted(DisplayText.of(this.at)),
							"Send it once more in two minutes: the portal then looks for the runner first.");
				}
				return Explanation.input("form-spent", "This form was sent before",
						"It made runner #%d on %s; the token was shown then, and only then.".formatted(this.runnerId,
								DisplayText.of(this.at)),
						"Look for the runner in GitLab and remove it if you do not have its token. Then make another one.");
			}

		}

	}

}
