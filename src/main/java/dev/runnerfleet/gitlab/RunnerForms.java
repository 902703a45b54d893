package dev.runnerfleet.gitlab;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

import dev.runnerfleet.gitlab.FormRows.Row;

/**
 * Makes one runner for each form, however often it is sent, by whatever replica: the
 * form's key is stored before GitLab is asked, and the token never is. Where GitLab's
 * answer was lost, the next try looks for the runner before it makes another.
 */
public final class RunnerForms {

	private static final int LONGEST_KEY = 100;

	private final RunnerTokens tokens;

	private final MadeRunners made;

	private final FormRows rows;

	private final Map<String, CompletableFuture<FormOutcome>> underWay = new ConcurrentHashMap<>();

	RunnerForms(RunnerTokens tokens, MadeRunners made, FormRows rows) {
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
	FormOutcome once(String user, String form, RunnerWish wish) {
		CompletableFuture<FormOutcome> mine = new CompletableFuture<>();
		CompletableFuture<FormOutcome> earlier = this.underWay.putIfAbsent(user + "/" + form, mine);
		if (earlier != null) {
			return await(earlier).again();
		}
		try {
			FormOutcome outcome = show(user, form, wish);
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
	public IssueOutcome forLaunch(String user, String form, RunnerWish wish) {
		String key = (form.length() <= LONGEST_KEY) ? form
				: UUID.nameUUIDFromBytes(form.getBytes(StandardCharsets.UTF_8)).toString();
		Optional<Row> before = this.rows.find(user, key);
		return begun(user, key, before, wish).map((row) -> attempt(row, before, wish))
			.orElseGet(() -> new IssueOutcome.Failed(new InputFailure.UnderWay()));
	}

	private static FormOutcome await(CompletableFuture<FormOutcome> earlier) {
		try {
			return earlier.join();
		}
		catch (CompletionException ex) {
			throw (ex.getCause() instanceof RuntimeException known) ? known : ex;
		}
	}

	private FormOutcome show(String user, String form, RunnerWish wish) {
		Optional<MadeRunners.Made> kept = this.made.find(user, form);
		if (kept.isPresent()) {
			return new FormOutcome.Made(kept.get().runner(), true);
		}
		Optional<Row> before = this.rows.find(user, form);
		boolean made = before.isPresent() && before.get().runnerId() != null;
		Optional<Row> row = made ? Optional.empty() : begun(user, form, before, wish);
		if (row.isEmpty()) {
			Row other = this.rows.find(user, form).orElseThrow();
			return new FormOutcome.Spent(other.runnerId(), other.at());
		}
		IssueOutcome outcome = attempt(row.get(), before, wish);
		if (outcome instanceof IssueOutcome.Failed failed) {
			return new FormOutcome.Failed(failed.failure());
		}
		IssueOutcome.Issued issued = (IssueOutcome.Issued) outcome;
		this.made.keepShown(user, form, issued.runner());
		return new FormOutcome.Made(issued.runner(), issued.before());
	}

	private Optional<Row> begun(String user, String form, Optional<Row> before, RunnerWish wish) {
		if (before.isEmpty()) {
			return this.rows.begin(user, form, this.tokens.root(wish));
		}
		return this.rows.isUnderWay(before.get()) ? Optional.empty() : this.rows.beginAgain(before.get());
	}

	/** A try that never told what came of it was lost, too: the portal was stopped. */
	private IssueOutcome attempt(Row row, Optional<Row> before, RunnerWish wish) {
		Optional<Row> lost = before.filter((each) -> each.runnerId() == null);
		IssueOutcome outcome = lost.filter((each) -> isOfSameGitLab(each, wish))
			.map((each) -> afterLoss(each, row, wish))
			.orElseGet(() -> wish.ask(this.tokens, row.reference()));
		if (outcome instanceof IssueOutcome.Issued issued) {
			this.rows.made(row, issued.runner().id());
			return outcome;
		}
		GitLabFailure failure = ((IssueOutcome.Failed) outcome).failure();
		if (failure instanceof PerhapsMade perhaps) {
			this.rows.lost(row, perhaps.gitlab());
		}
		else if (lost.isPresent() && (failure instanceof InputFailure || failure instanceof UrlFailure)) {
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

	private IssueOutcome afterLoss(Row lost, Row row, RunnerWish wish) {
		LookOutcome look = look(lost, wish);
		if (look instanceof LookOutcome.Found found) {
			return new IssueOutcome.Issued(found.runner(), true);
		}
		if (look instanceof LookOutcome.Hidden hidden && !wish.another()) {
			return stillLost(lost, hidden.failure(), wish);
		}
		return wish.ask(this.tokens, row.reference());
	}

	private LookOutcome look(Row lost, RunnerWish wish) {
		if (wish.way() != TokenWay.CREATE) {
			return new LookOutcome.Hidden(InputFailure.NoView.TRADED);
		}
		return lost.reference().isEmpty() ? new LookOutcome.Hidden(InputFailure.NoView.UNMARKED)
				: this.tokens.find(wish, lost.reference());
	}

	private IssueOutcome stillLost(Row lost, GitLabFailure why, RunnerWish wish) {
		URI gitlab = (lost.gitlab() != null) ? lost.gitlab() : this.tokens.root(wish);
		if (why instanceof PerhapsMade || why instanceof UrlFailure || gitlab == null
				|| (why instanceof InputFailure && !(why instanceof InputFailure.NoView))) {
			return new IssueOutcome.Failed(why);
		}
		return new IssueOutcome.Failed(new PerhapsMade(new AnswerFailure.Lost(lost.at(), why.explain().title()), gitlab,
				(wish.way() == TokenWay.CREATE) ? wish.target() : null, null));
	}

}
