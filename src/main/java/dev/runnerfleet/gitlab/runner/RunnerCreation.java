package dev.runnerfleet.gitlab.runner;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.runnerfleet.gitlab.GitLabException;
import dev.runnerfleet.gitlab.TokenWay;
import dev.runnerfleet.gitlab.connection.Answer;
import dev.runnerfleet.gitlab.connection.Call;
import dev.runnerfleet.gitlab.connection.Conversation;
import dev.runnerfleet.secret.Secret;

/**
 * Creates one runner; a path is looked up first, as GitLab wants the id of a group or
 * project here.
 */
final class RunnerCreation {

	private final Conversation talk;

	private final AnswerReader reader;

	private final Secret accessToken;

	private final RunnerTarget target;

	RunnerCreation(Conversation talk, AnswerReader reader, Secret accessToken, RunnerTarget target) {
		this.talk = talk;
		this.reader = reader;
		this.accessToken = accessToken;
		this.target = target;
	}

	Answer create(RunnerWish.Options options) throws IOException {
		Map<String, Object> body = new LinkedHashMap<>(options.parameters());
		body.put("runner_type", this.target.scope().runnerType());
		if (this.target.scope() == RunnerTarget.Scope.INSTANCE) {
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

	private Answer lookUp() throws IOException {
		Call call = Call.get("/" + this.target.scope().collection() + "/" + this.target.encoded());
		Answer answer = this.talk.ask(authorised(call));
		if (answer.status() == 403) {
			// A token with create_runner alone reads nothing, but anyone reads what is
			// public.
			answer = this.talk.ask(call);
			if (answer.status() == 401 || answer.status() == 403 || answer.status() == 404) {
				throw new GitLabException(new AnswerFailure.UnreadableTarget(this.target.scope()));
			}
		}
		if (!answer.isSuccess() || answer.isPage()) {
			throw new GitLabException(this.reader.read(answer, TokenWay.CREATE, this.target));
		}
		if (answer.id() == null) {
			throw new GitLabException(new AnswerFailure.Incomplete("id of " + this.target.words()));
		}
		return answer;
	}

	private Call authorised(Call call) {
		return call.authorised(this.accessToken);
	}

}
