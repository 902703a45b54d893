package dev.runnerfleet.gitlab.reading;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.runnerfleet.gitlab.Explanation;
import dev.runnerfleet.gitlab.GitLabException;
import dev.runnerfleet.gitlab.connection.GitLabHttp;
import dev.runnerfleet.gitlab.connection.GitLabUrl;
import dev.runnerfleet.gitlab.connection.GitLabUrls;
import dev.runnerfleet.gitlab.runner.AnswerReader;
import dev.runnerfleet.secret.KeyVault;
import dev.runnerfleet.secret.Secret;

/**
 * Asks a GitLab with the token that is kept for it, and notes what came of that beside
 * the token.
 */
public final class GitLabReader {

	private static final Duration WORTH_NOTING = Duration.ofMinutes(1);

	private final ReadTokenRows rows;

	private final ReadTokenSeals seals;

	private final GitLabUrls urls;

	private final GitLabHttp http;

	private final AnswerReader answers;

	private final Clock clock;

	GitLabReader(ReadTokenRows rows, ReadTokenSeals seals, GitLabUrls urls, GitLabHttp http, Clock clock) {
		this.rows = rows;
		this.seals = seals;
		this.urls = urls;
		this.http = http;
		this.answers = new AnswerReader(clock);
		this.clock = clock;
	}

	/**
	 * Asks as many questions as belong together, within one deadline.
	 * @param <T> what they come to
	 * @param gitlabUrl the GitLab as somebody gave it
	 * @param question what is asked
	 */
	public <T> Read<T> read(String gitlabUrl, Question<T> question) {
		if (!this.seals.configured()) {
			return Why.NO_KEY.read("The portal has no key to keep a read token with.");
		}
		ReadToken token;
		GitLabUrl url;
		Secret open;
		try {
			token = this.rows.of(this.urls.tidy(gitlabUrl).candidates()).orElse(null);
			if (token == null) {
				return Why.NO_TOKEN.read("The portal has no read token for this GitLab.");
			}
			url = this.urls.read(token.gitlab());
			open = this.seals.open(token);
		}
		catch (GitLabException ex) {
			return Why.FAILED.read(words(ex.failure().explain()));
		}
		catch (KeyVault.LostKey ex) {
			return Why.LOST
				.read("The portal’s key has changed, so it cannot open its read token for this GitLab any more.");
		}
		if (token.expired(this.clock.instant())) {
			return Why.EXPIRED.read("The read token for this GitLab expired on %s.".formatted(token.about().expires()));
		}
		return read(token, url, open, question);
	}

	/**
	 * The front page of a GitLab, without a slash at its end.
	 * @return empty where the address is none
	 */
	public Optional<URI> root(String gitlabUrl) {
		try {
			GitLabUrl url = this.urls.tidy(gitlabUrl);
			return Optional
				.of(this.rows.of(url.candidates()).map((token) -> URI.create(token.gitlab())).orElse(url.base()));
		}
		catch (GitLabException ex) {
			return Optional.empty();
		}
	}

	/** Whether there is anything to ask with, whatever would come of it. */
	public boolean hasToken(String gitlabUrl) {
		try {
			return this.seals.configured() && this.rows.of(this.urls.tidy(gitlabUrl).candidates()).isPresent();
		}
		catch (GitLabException ex) {
			return false;
		}
	}

	private <T> Read<T> read(ReadToken token, GitLabUrl url, Secret open, Question<T> question) {
		Instant now = this.clock.instant();
		try {
			T value = this.http.converse(url, (talk) -> question.ask(new Asking(talk, url.base(), open, this.answers)));
			if (token.refused() || token.answeredAt() == null || token.answeredAt().plus(WORTH_NOTING).isBefore(now)) {
				this.rows.answered(token.id(), now);
			}
			return new Read.Told<>(value);
		}
		catch (Asking.NotTold ex) {
			if (ex.why() == Why.REFUSED || ex.why() == Why.FAILED) {
				this.rows.failed(token.id(), ex.why() == Why.REFUSED, ex.words(), now);
			}
			return ex.why().read(ex.words());
		}
		catch (GitLabException ex) {
			String words = words(ex.failure().explain());
			this.rows.failed(token.id(), false, words, now);
			return Why.FAILED.read(words);
		}
	}

	static String words(Explanation explanation) {
		return explanation.title() + ". " + explanation.detail();
	}

	/** Why nothing was told. */
	public enum Why {

		/** No key is configured. */
		NO_KEY,
		/** No token is kept for this GitLab. */
		NO_TOKEN,
		/** It was kept with another key. */
		LOST,
		/** Its day has come. */
		EXPIRED,
		/** GitLab does not know it any more. */
		REFUSED,
		/** GitLab does not show this to its owner. */
		FORBIDDEN,
		/** GitLab has no such thing, or does not show that there is. */
		MISSING,
		/** GitLab did not answer, or not as hoped. */
		FAILED;

		private <T> Read<T> read(String words) {
			return new Read.Untold<>(this, words);
		}

		/** Whether somebody has to see to the token. */
		public boolean token() {
			return this == LOST || this == EXPIRED || this == REFUSED;
		}

	}

	/**
	 * What came of questions.
	 *
	 * @param <T> what was asked for
	 */
	public sealed interface Read<T> {

		/**
		 * GitLab has told.
		 *
		 * @param <T> what was asked for
		 * @param value what
		 */
		record Told<T>(T value) implements Read<T> {

		}

		/**
		 * It has not.
		 *
		 * @param <T> what was asked for
		 * @param why why not
		 * @param words the same in a sentence or two
		 */
		record Untold<T>(Why why, String words) implements Read<T> {

		}

	}

	/**
	 * Questions to one GitLab.
	 *
	 * @param <T> what they come to
	 */
	@FunctionalInterface
	public interface Question<T> {

		/** Asks them. */
		T ask(Asking gitlab) throws IOException;

	}

}
