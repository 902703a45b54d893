package dev.runnerfleet.gitlab.reading;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;

import dev.runnerfleet.audit.Action;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.audit.Outcome;
import dev.runnerfleet.gitlab.DisplayText;
import dev.runnerfleet.gitlab.Explanation;
import dev.runnerfleet.gitlab.GitLabException;
import dev.runnerfleet.gitlab.connection.Answer;
import dev.runnerfleet.gitlab.connection.Call;
import dev.runnerfleet.gitlab.connection.GitLabHttp;
import dev.runnerfleet.gitlab.connection.GitLabUrl;
import dev.runnerfleet.gitlab.connection.GitLabUrls;
import dev.runnerfleet.gitlab.runner.AnswerReader;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.secret.TokenKind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What administrators do with read tokens, each with its entry in the trail. GitLab is
 * asked about a token before it is kept.
 */
@Component
class ReadTokenDesk {

	private final ReadTokenRows rows;

	private final ReadTokenSeals seals;

	private final GitLabUrls urls;

	private final GitLabHttp http;

	private final AnswerReader answers;

	private final Audit audit;

	private final TransactionTemplate transaction;

	private final Clock clock;

	ReadTokenDesk(ReadTokenRows rows, ReadTokenSeals seals, GitLabUrls urls, GitLabHttp http, Audit audit,
			TransactionTemplate transaction, Clock clock) {
		this.rows = rows;
		this.seals = seals;
		this.urls = urls;
		this.http = http;
		this.answers = new AnswerReader(clock);
		this.audit = audit;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Keeps a token, in place of one that there is.
	 * @param gitlabUrl its GitLab as it was typed
	 * @param anyway whether it is kept although it is good for more than reading
	 */
	Answered keep(String gitlabUrl, Secret token, boolean anyway, String by) {
		TokenKind kind = TokenKind.of(token);
		if (kind.role() != TokenKind.Role.ACCESS && kind.role() != TokenKind.Role.UNCLEAR) {
			return new Answered.Wrong("token", (kind == TokenKind.MISSING) ? "Paste the access token."
					: "This is %s. It has to be an access token.".formatted(kind.title()));
		}
		if (kind == TokenKind.OAUTH_ACCESS) {
			return new Answered.Wrong("token",
					"OAuth tokens end after two hours. Make a group, project or personal access token.");
		}
		try {
			GitLabUrl url = this.urls.read(gitlabUrl);
			Answer answer = this.http.converse(url,
					(talk) -> talk.ask(Call.get("/personal_access_tokens/self").authorised(token)));
			Answered answered = answered(answer, token, anyway, by);
			if (answered instanceof Answered.Wrong wrong) {
				this.audit.record(Action.READ_TOKEN_KEPT, url.base().toString(), Outcome.REFUSED, wrong.words());
			}
			return answered;
		}
		catch (GitLabException ex) {
			return wrong(ex.failure().explain());
		}
	}

	/** Forgets a token for good. */
	void remove(ReadToken token) {
		this.transaction.executeWithoutResult((status) -> {
			if (this.rows.remove(token.id())) {
				this.audit.record(Action.READ_TOKEN_REMOVED, token.gitlab(), Outcome.DONE, "");
			}
		});
	}

	private Answered answered(Answer answer, Secret token, boolean anyway, String by) {
		JsonNode json = answer.json();
		if (answer.status() == 401) {
			return new Answered.Wrong("token",
					"GitLab does not know this token: it is incomplete, has expired or was revoked.");
		}
		if (!answer.isSuccess() || !json.path("scopes").isArray()) {
			return answer.isSuccess() && !answer.isPage() || answer
				.isMissingRoute() && !answer.isPage() ? new Answered.Wrong("gitlabUrl",
						"There is no GitLab of version 15.5 or newer at this address, which says what a token may do.")
						: wrong(this.answers.explain(answer));
		}
		ReadToken.About about = about(json);
		if (json.path("revoked").asBoolean(false) || !json.path("active").asBoolean(true)
				|| about.expired(this.clock.instant())) {
			return new Answered.Wrong("token", "GitLab says that this token has expired or was revoked.");
		}
		if (!about.reads()) {
			return new Answered.Wrong("token",
					"It lacks the scope read_api: it has %s.".formatted(scopes(about.scopes())));
		}
		if (!about.excess().isEmpty() && !anyway) {
			return new Answered.TooMuch(about.excess());
		}
		try {
			keep(answer.base(), token, about, by);
		}
		catch (DuplicateKeyException | ConcurrencyFailureException ex) {
			return new Answered.Wrong(GitLabUrl.FIELD,
					"Another token was left for this GitLab at the same moment. Look which one under “GitLab read tokens”.");
		}
		return new Answered.Kept(answer.base(), about);
	}

	private void keep(URI root, Secret token, ReadToken.About about, String by) {
		UUID id = UUID.randomUUID();
		Instant now = this.clock.instant();
		ReadToken kept = new ReadToken(id, root.toString(), this.seals.seal(id, token), about, by, now, now, null,
				false, "");
		this.transaction.executeWithoutResult((status) -> {
			this.rows.remove(kept.gitlab());
			this.rows.add(kept);
			this.audit.record(Action.READ_TOKEN_KEPT, kept.gitlab(), Outcome.DONE, scopes(about.scopes()));
		});
	}

	private static ReadToken.About about(JsonNode json) {
		return new ReadToken.About(DisplayText.quote(json.path("name").asString("")),
				json.path("scopes")
					.valueStream()
					.map((scope) -> scope.asString(""))
					.filter((scope) -> scope.matches("[a-z_]{1,40}"))
					.limit(12)
					.toList(),
				day(json.path("expires_at").asString("")));
	}

	private static @Nullable LocalDate day(String text) {
		try {
			return (text.length() < 10) ? null : LocalDate.parse(text.substring(0, 10));
		}
		catch (DateTimeParseException ex) {
			return null;
		}
	}

	private static String scopes(List<String> scopes) {
		return scopes.isEmpty() ? "no scope" : String.join(", ", scopes);
	}

	private static Answered wrong(Explanation explanation) {
		String field = explanation.fields().containsKey("token") ? "token" : GitLabUrl.FIELD;
		return new Answered.Wrong(field, explanation.detail() + " " + explanation.nextStep());
	}

	/** What came of a token that was to be kept. */
	sealed interface Answered {

		/**
		 * It is kept.
		 *
		 * @param root the front page of its GitLab
		 * @param about what GitLab says of it
		 */
		record Kept(URI root, ReadToken.About about) implements Answered {

		}

		/**
		 * It is good for more than reading, and nobody has said yet that this is meant.
		 *
		 * @param scopes those that are too much
		 */
		record TooMuch(List<String> scopes) implements Answered {

		}

		/**
		 * It is not kept.
		 *
		 * @param field the field that it is about
		 * @param words what is wrong, and what to do
		 */
		record Wrong(String field, String words) implements Answered {

		}

	}

}
