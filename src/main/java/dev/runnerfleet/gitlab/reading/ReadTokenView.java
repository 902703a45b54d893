package dev.runnerfleet.gitlab.reading;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.runnerfleet.gitlab.DisplayText;

/**
 * A read token as the settings show it: all but the token.
 *
 * @param id its row
 * @param gitlab its GitLab
 * @param name what its owner called it
 * @param scopes what it may do
 * @param expires when it ends, in words
 * @param added who left it here, and when
 * @param state how it is, in a word or two
 * @param tone its colour's meaning
 * @param trouble what is wrong and what to do, blank if nothing
 * @param answered when GitLab last took it, in words
 */
record ReadTokenView(UUID id, String gitlab, String name, String scopes, String expires, String added, String state,
		String tone, String trouble, String answered) {

	static ReadTokenView of(ReadToken token, boolean opens, Instant now) {
		State state = State.of(token, opens, now);
		List<String> excess = token.about().excess();
		return new ReadTokenView(token.id(), token.gitlab(),
				token.about().name().isEmpty() ? "–" : token.about().name(), String.join(", ", token.about().scopes()),
				(token.about().expires() != null) ? token.about().expires().toString() : "Never",
				"%s, %s".formatted(token.addedBy(), DisplayText.of(token.addedAt())), state.words, state.tone,
				state.trouble(token)
						+ (excess.isEmpty() ? "" : " It may do more than read: replace it by one with read_api alone."),
				DisplayText.of(token.answeredAt()));
	}

	/** The worst that is true of it. */
	private enum State {

		LOST("Cannot be opened", "bad"), EXPIRED("Expired", "bad"), REFUSED("Refused", "bad"),
		FAILING("No answer", "warn"), ENDING("Ends soon", "warn"), GOOD("Works", "good");

		private final String words;

		private final String tone;

		State(String words, String tone) {
			this.words = words;
			this.tone = tone;
		}

		static State of(ReadToken token, boolean opens, Instant now) {
			if (!opens) {
				return LOST;
			}
			if (token.expired(now)) {
				return EXPIRED;
			}
			if (token.failing()) {
				return token.refused() ? REFUSED : FAILING;
			}
			return token.endsSoon(now) ? ENDING : GOOD;
		}

		private String trouble(ReadToken token) {
			return switch (this) {
				case LOST ->
					"The portal’s key is another one than when the token was kept. Replace the token, or bring the key back.";
				case EXPIRED -> "Make another one in GitLab and replace it.";
				case REFUSED, FAILING -> "%s %s.".formatted(token.failure(), DisplayText.of(token.failedAt()));
				case ENDING -> "Make another one in GitLab before that day and replace it.";
				case GOOD -> "";
			};
		}

	}

}
