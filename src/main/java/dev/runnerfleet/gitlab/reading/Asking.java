package dev.runnerfleet.gitlab.reading;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

import dev.runnerfleet.gitlab.connection.Answer;
import dev.runnerfleet.gitlab.connection.Call;
import dev.runnerfleet.gitlab.connection.Conversation;
import dev.runnerfleet.gitlab.reading.GitLabReader.Why;
import dev.runnerfleet.gitlab.runner.AnswerReader;
import dev.runnerfleet.secret.Secret;
import tools.jackson.databind.JsonNode;

/** One GitLab while it is asked, with the token that is kept for it. */
public final class Asking {

	private final Conversation talk;

	private final URI root;

	private final Secret token;

	private final AnswerReader answers;

	Asking(Conversation talk, URI root, Secret token, AnswerReader answers) {
		this.talk = talk;
		this.root = root;
		this.token = token;
		this.answers = answers;
	}

	/** The GitLab's front page, without a slash at its end. */
	public URI root() {
		return this.root;
	}

	/**
	 * Gets something that has to be there for the rest to make sense.
	 * @param path the path below {@code /api/v4}
	 */
	public JsonNode get(String path) throws IOException {
		return told(answer(path));
	}

	/**
	 * Gets something that may be missing, or hidden from the token's owner.
	 * @param path the path below {@code /api/v4}
	 */
	public Optional<JsonNode> find(String path) throws IOException {
		Answer answer = answer(path);
		boolean hidden = (answer.status() == 403 || answer.status() == 404) && !answer.isPage();
		return hidden ? Optional.empty() : Optional.of(told(answer));
	}

	private JsonNode told(Answer answer) {
		if (!answer.isSuccess() || answer.json().isMissingNode()) {
			throw refusal(answer);
		}
		return answer.json();
	}

	private Answer answer(String path) throws IOException {
		return this.talk.ask(this.root, Call.get(path).authorised(this.token));
	}

	private NotTold refusal(Answer answer) {
		if (answer.isPage()) {
			return new NotTold(Why.FAILED, GitLabReader.words(this.answers.explain(answer)));
		}
		return switch (answer.status()) {
			case 401 -> new NotTold(Why.REFUSED,
					"GitLab does not accept the read token: it has expired, was revoked, or its owner is blocked.");
			case 403 -> new NotTold(Why.FORBIDDEN,
					answer.json().path("error").asString("").startsWith("insufficient")
							? "The read token lacks the scope read_api."
							: "GitLab does not let the read token’s owner see this.");
			case 404 -> new NotTold(Why.MISSING, "GitLab shows no such thing to the read token’s owner.");
			default -> new NotTold(Why.FAILED, GitLabReader.words(this.answers.explain(answer)));
		};
	}

	/** Ends a conversation that makes no sense any longer. */
	static final class NotTold extends RuntimeException {

		private final Why why;

		private final String words;

		NotTold(Why why, String words) {
			super(why.name(), null, false, false);
			this.why = why;
			this.words = words;
		}

		Why why() {
			return this.why;
		}

		String words() {
			return this.words;
		}

	}

}
