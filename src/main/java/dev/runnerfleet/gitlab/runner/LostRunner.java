package dev.runnerfleet.gitlab.runner;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.runnerfleet.gitlab.GitLabException;
import dev.runnerfleet.gitlab.GitLabFailure;
import dev.runnerfleet.gitlab.TokenWay;
import dev.runnerfleet.gitlab.connection.Answer;
import dev.runnerfleet.gitlab.connection.Call;
import dev.runnerfleet.gitlab.connection.Conversation;
import dev.runnerfleet.secret.Secret;
import tools.jackson.databind.JsonNode;

/**
 * Finds the runner that a call has made whose answer was lost. Its note has the portal's
 * reference, which no other runner's has, and no manager has ever used it: so nobody
 * misses the token that is replaced here.
 */
final class LostRunner {

	private static final int MOST_PAGES = 20;

	private static final int MOST_CANDIDATES = 50;

	private final Conversation talk;

	private final AnswerReader reader;

	private final RunnerWish wish;

	private final String reference;

	LostRunner(Conversation talk, AnswerReader reader, RunnerWish wish, String reference) {
		this.talk = talk;
		this.reader = reader;
		this.wish = wish;
		this.reference = reference;
	}

	/**
	 * Looks for it.
	 * @return the runner with a new token, empty where it is certainly not there
	 * @throws GitLabException if GitLab does not let the portal see or use it
	 */
	Optional<IssuedRunner> find() throws IOException {
		Answer page = list(this.talk.ask(authorised(Call.get(listing(1)))));
		URI base = page.base();
		List<JsonNode> candidates = new ArrayList<>(candidates(page));
		for (int number = 2; !page.nextPage().isBlank(); number++) {
			if (number > MOST_PAGES) {
				throw hidden(page);
			}
			page = list(this.talk.ask(base, authorised(Call.get(listing(number)))));
			candidates.addAll(candidates(page));
		}
		candidates.sort(Comparator.comparing((JsonNode each) -> !isDescribedSo(each))
			.thenComparing((each) -> -each.path("id").asLong(0)));
		for (JsonNode candidate : candidates.stream().limit(MOST_CANDIDATES).toList()) {
			long id = candidate.path("id").asLong(0);
			if (isIt(base, candidate, id)) {
				return Optional.of(withNewToken(base, id));
			}
		}
		if (candidates.size() > MOST_CANDIDATES) {
			throw hidden(page);
		}
		return Optional.empty();
	}

	private String listing(int page) {
		return "%s?type=%s&status=never_contacted&per_page=100&page=%d".formatted(this.wish.target().list(),
				this.wish.target().scope().runnerType(), page);
	}

	private static List<JsonNode> candidates(Answer page) {
		return page.json()
			.valueStream()
			.filter((each) -> each.path("id").isIntegralNumber() && each.path("id").canConvertToLong())
			.filter(LostRunner::isUnused)
			.toList();
	}

	/** The form may have been given another description since. */
	private boolean isDescribedSo(JsonNode candidate) {
		return this.wish.options().description().equals(candidate.path("description").asString(""));
	}

	private boolean isIt(URI base, JsonNode candidate, long id) throws IOException {
		if (candidate.hasNonNull("maintenance_note")) {
			return hasReference(candidate);
		}
		Answer details = this.talk.ask(base, authorised(Call.get("/runners/" + id)));
		if (details.status() == 404 && !details.isFromElsewhere()) {
			return false;
		}
		if (!details.isSuccess() || !details.json().isObject()) {
			throw hidden(details);
		}
		return hasReference(details.json()) && isUnused(details.json());
	}

	private boolean hasReference(JsonNode runner) {
		return runner.path("maintenance_note").asString("").contains(this.reference);
	}

	private static boolean isUnused(JsonNode runner) {
		return !runner.hasNonNull("contacted_at");
	}

	private IssuedRunner withNewToken(URI base, long id) throws IOException {
		Answer answer = this.talk.ask(base,
				authorised(Call.post("/runners/" + id + "/reset_authentication_token", Map.of())));
		Secret token = answer.token();
		if (!answer.isSuccess() || answer.isPage() || token.isBlank()) {
			throw new GitLabException(new UncertainRunner(this.reader.read(answer, TokenWay.CREATE, this.wish.target()),
					base, this.wish.target(), id));
		}
		return new IssuedRunner(id, token, answer.expiresAt(), answer.hasOddExpiry(), base,
				this.wish.target().page(base, id));
	}

	private Answer list(Answer answer) {
		if (!answer.isSuccess() || !answer.json().isArray()) {
			throw hidden(answer);
		}
		return answer;
	}

	private GitLabException hidden(Answer answer) {
		return new GitLabException(this.reader.read(answer, TokenWay.CREATE, this.wish.target()));
	}

	private Call authorised(Call call) {
		return call.authorised(this.wish.token());
	}

	/** What came of looking for a runner that a lost answer may have told of. */
	sealed interface Look {

		/** It is there, with a new token. */
		record Found(IssuedRunner runner) implements Look {

		}

		/** GitLab has shown all runners, and it is not among them. */
		record NotThere() implements Look {

		}

		/** GitLab does not let the portal see, or not use it. */
		record Hidden(GitLabFailure failure) implements Look {

		}

	}

}
