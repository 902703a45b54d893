package dev.runnerfleet.gitlab;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.runnerfleet.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Creates one runner; a path is looked up first, as GitLab wants the id of a group or
 * project here.
 */
final class RunnerCreation {

	private final Conversation talk;

	private final AnswerReader reader;

	private final Secret accessToken;

	private final RunnerTarget target;

	private @Nullable String page;

	RunnerCreation(Conversation talk, AnswerReader reader, Secret accessToken, RunnerTarget target) {
		this.talk = talk;
		this.reader = reader;
		this.accessToken = accessToken;
		this.target = target;
	}

	Answer create(RunnerOptions options) throws IOException {
		Map<String, Object> body = new LinkedHashMap<>(options.parameters());
		body.put("runner_type", this.target.scope().runnerType());
		if (this.target.scope() == RunnerScope.INSTANCE) {
			this.page = "/admin/runners/";
			return this.talk.ask(authorised(Call.post("/user/runners", body)));
		}
		String parameter = this.target.scope().value() + "_id";
		if (this.target.isId()) {
			body.put(parameter, Long.parseLong(this.target.place()));
			return this.talk.ask(authorised(Call.post("/user/runners", body)));
		}
		Answer found = lookUp();
		body.put(parameter, found.id());
		return this.talk.ask(found.base(), authorised(Call.post("/user/runners", body)));
	}

	/** The new runner's page in GitLab, as far as its place is known. */
	@Nullable URI link(URI base, long id) {
		return (this.page != null) ? URI.create(base + this.page + id) : null;
	}

	private Answer lookUp() throws IOException {
		String place = URLEncoder.encode(this.target.place(), StandardCharsets.UTF_8);
		Call call = Call.get("/" + this.target.scope().collection() + "/" + place);
		Answer answer = this.talk.ask(authorised(call));
		if (answer.status() == 403) {
			// A token with create_runner alone reads nothing, but anyone reads what is
			// public.
			answer = this.talk.ask(call);
			if (answer.status() == 401 || answer.status() == 403 || answer.status() == 404) {
				throw new GitLabException(new AnswerFailure.UnreadableTarget(this.target.scope()));
			}
		}
		if (!answer.isSuccess() || answer.id() == null) {
			throw new GitLabException(this.reader.read(answer, TokenWay.CREATE, this.target));
		}
		this.page = ((this.target.scope() == RunnerScope.GROUP) ? "/groups/" : "/") + place.replace("%2F", "/")
				+ "/-/runners/";
		return answer;
	}

	private Call authorised(Call call) {
		return call.authorised(this.accessToken);
	}

}
