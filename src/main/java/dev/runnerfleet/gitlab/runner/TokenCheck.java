package dev.runnerfleet.gitlab.runner;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

import dev.runnerfleet.gitlab.Explanation;
import dev.runnerfleet.gitlab.GitLabException;
import dev.runnerfleet.gitlab.TokenWay;
import dev.runnerfleet.gitlab.connection.Answer;
import dev.runnerfleet.gitlab.connection.Call;
import dev.runnerfleet.gitlab.connection.Conversation;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.secret.TokenKind;
import org.jspecify.annotations.Nullable;

/**
 * Checks a runner token without a trace: by a call that leaves none where GitLab has it,
 * otherwise by one whose trace is wiped again.
 */
final class TokenCheck {

	/** Always the same, so that a row left behind is found and reused, never doubled. */
	private static final String SYSTEM_ID = "r_runnerfleet0";

	/** All that a GitLab before 15 says of a good token. */
	private static final Set<String> FORMER_YES = Set.of("200", "\"200\"");

	private static final Pattern EXPIRED = Pattern.compile("(?i)\\bexpired\\b");

	private final Conversation talk;

	private final AnswerReader reader;

	private final Secret token;

	private final TokenKind kind;

	TokenCheck(Conversation talk, AnswerReader reader, Secret token) {
		this.talk = talk;
		this.reader = reader;
		this.token = token;
		this.kind = TokenKind.of(token);
	}

	RunnerTokens.Check run() throws IOException {
		@Nullable Answer first = null;
		for (URI base : this.talk.url().candidates()) {
			Answer discovery = this.talk.ask(base,
					Call.get("/runners/router/discovery").with("Runner-Token", this.token));
			if (isYes(discovery)) {
				return new RunnerTokens.Check.Accepted(this.kind, base, null, null, false);
			}
			if (isFinal(discovery)) {
				return refused(discovery);
			}
			Answer verified = this.talk.ask(base, Call.post("/runners/verify", parameters()));
			if (isBareYes(discovery) && verified.isMissingRoute() && verified.isRefusal()) {
				return new RunnerTokens.Check.Accepted(this.kind, base, null, null, false);
			}
			if (!verified.isFromElsewhere() || FORMER_YES.contains(verified.text().strip())) {
				return verified(verified);
			}
			first = (first != null) ? first : verified;
		}
		return refused(Objects.requireNonNull(first));
	}

	/** GitLab answers 501 to a good token where it has no router to tell of. */
	private static boolean isYes(Answer discovery) {
		boolean yes = discovery.isSuccess() && discovery.json().path("server_url").isString();
		return yes || (discovery.status() == 501 && discovery.isRefusal());
	}

	/** Without GitLab's words, though from where its API says what it has not. */
	private static boolean isBareYes(Answer discovery) {
		return discovery.status() == 501 && discovery.text().isBlank();
	}

	private static boolean isFinal(Answer discovery) {
		boolean broken = discovery.status() >= 500 && discovery.status() != 501;
		return discovery.isForbidden() || isExpired(discovery) || discovery.status() == 429 || broken;
	}

	static Explanation expired() {
		return Explanation
			.input("token-expired", "The runner token has expired",
					"GitLab has set a time after which it ends, and that is past.",
					"In GitLab, create another runner or reset the token of this one, and enter the new token.")
			.beside("token");
	}

	/** It knew the token once, and says so. */
	private static boolean isExpired(Answer answer) {
		boolean no = answer.status() == 401 || answer.status() == 403;
		return no && answer.isRefusal() && EXPIRED.matcher(answer.text()).find();
	}

	private RunnerTokens.Check verified(Answer answer) {
		if (isRunner(answer) && this.reader.isOver(answer.expiresAt())) {
			wiped(answer.base());
			return new RunnerTokens.Check.Rejected(this.kind, true);
		}
		boolean yes = answer.isSuccess() && (isRunner(answer) || FORMER_YES.contains(answer.text().strip()));
		return yes ? new RunnerTokens.Check.Accepted(this.kind, answer.base(), answer.id(), answer.expiresAt(),
				!wiped(answer.base())) : refused(answer);
	}

	private static boolean isRunner(Answer answer) {
		return answer.id() != null && answer.json().path("token").isString();
	}

	private boolean wiped(URI base) {
		try {
			Answer answer = this.talk.ask(base, Call.delete("/runners/managers", parameters()));
			return answer.status() == 204 || (answer.status() == 404 && answer.isRefusal());
		}
		catch (IOException | GitLabException ex) {
			return false;
		}
	}

	/** Only GitLab's own words say no; a proxy refuses whatever it does not know. */
	private RunnerTokens.Check refused(Answer answer) {
		if (isExpired(answer)) {
			return new RunnerTokens.Check.Rejected(this.kind, true);
		}
		return answer.isForbidden() ? new RunnerTokens.Check.Rejected(this.kind, false)
				: new RunnerTokens.Check.Failed(answer.isSuccess() && !answer.isPage()
						? new AnswerFailure.NotGitLab(answer.base().getHost(), answer.status())
						: this.reader.read(answer, TokenWay.CHECK, null));
	}

	private Map<String, Object> parameters() {
		return Map.of("token", this.token, "system_id", SYSTEM_ID);
	}

}
