package dev.runnerfleet.gitlab;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Objects;

import dev.runnerfleet.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Checks a runner token without a trace: by a call that leaves none where GitLab has it,
 * otherwise by one whose trace is wiped again.
 */
final class TokenCheck {

	/** Always the same, so that a row left behind is found and reused, never doubled. */
	private static final String SYSTEM_ID = "r_runnerfleet0";

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

	CheckOutcome run() throws IOException {
		@Nullable Answer first = null;
		for (URI base : this.talk.url().candidates()) {
			Answer discovery = this.talk.ask(base,
					Call.get("/runners/router/discovery").with("Runner-Token", this.token));
			if (isYes(discovery)) {
				return new CheckOutcome.Accepted(this.kind, base, null, null, false);
			}
			if (isFinal(discovery)) {
				return refused(discovery);
			}
			Answer verified = this.talk.ask(base, Call.post("/runners/verify", parameters()));
			if (!verified.isFromElsewhere()) {
				return verified(verified);
			}
			first = (first != null) ? first : verified;
		}
		return refused(Objects.requireNonNull(first));
	}

	/** GitLab answers 501 to a good token where it has no router to tell of. */
	private static boolean isYes(Answer discovery) {
		boolean yes = discovery.isSuccess() && !discovery.json().isMissingNode();
		return yes || (discovery.status() == 501 && !discovery.isPage());
	}

	private static boolean isFinal(Answer discovery) {
		boolean no = discovery.status() == 403 && !discovery.isPage();
		return no || discovery.status() == 429 || discovery.status() >= 500;
	}

	private CheckOutcome verified(Answer answer) {
		if (!answer.isSuccess() || answer.json().isMissingNode()) {
			return refused(answer);
		}
		return new CheckOutcome.Accepted(this.kind, answer.base(), answer.id(), answer.expiresAt(),
				!wiped(answer.base()));
	}

	private boolean wiped(URI base) {
		try {
			Answer answer = this.talk.ask(base, Call.delete("/runners/managers", parameters()));
			return answer.isSuccess() || answer.status() == 404;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private CheckOutcome refused(Answer answer) {
		return (answer.status() == 403 && !answer.isPage()) ? new CheckOutcome.Rejected(this.kind)
				: new CheckOutcome.Failed(this.reader.read(answer, TokenWay.CHECK, null));
	}

	private Map<String, Object> parameters() {
		return Map.of("token", this.token, "system_id", SYSTEM_ID);
	}

}
