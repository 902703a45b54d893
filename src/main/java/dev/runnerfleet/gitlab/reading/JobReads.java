package dev.runnerfleet.gitlab.reading;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import dev.runnerfleet.gitlab.reading.GitLabReader.Read;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What GitLab tells of a single job that somebody asks about. */
public final class JobReads {

	private final GitLabReader reader;

	JobReads(GitLabReader reader) {
		this.reader = reader;
	}

	/**
	 * Asks about a job and what decides who may take it.
	 * @param gitlabUrl the GitLab
	 * @param project the path of its project
	 * @param job GitLab's id of it
	 * @param runner GitLab's id of the runner that may take it, {@code null} where that
	 * is not known
	 */
	public Read<Case> of(String gitlabUrl, String project, long job, @Nullable Long runner) {
		return this.reader.read(gitlabUrl, (gitlab) -> ask(gitlab, project, job, runner));
	}

	private static Case ask(Asking gitlab, String project, long id, @Nullable Long runnerId) throws IOException {
		String path = "/projects/" + encoded(project);
		CiJob job = CiJob.of(gitlab.get(path + "/jobs/" + id), project, gitlab.root().toString());
		RunnerState runner = (runnerId == null) ? null
				: gitlab.find("/runners/" + runnerId).map(RunnerState::of).orElse(null);
		if (runner == null || !job.status().equals("pending")) {
			return new Case(job, runner, null, null, null);
		}
		JsonNode about = gitlab.find(path).orElse(null);
		Boolean isProtected = !runner.protectedOnly() ? null
				: gitlab.find(path + (job.tag() ? "/repository/tags/" : "/repository/branches/") + encoded(job.ref()))
					.map((json) -> json.path("protected"))
					.filter(JsonNode::isBoolean)
					.map(JsonNode::booleanValue)
					.orElse(null);
		return new Case(job, runner, isProtected, flag(about, "shared_runners_enabled"),
				flag(about, "group_runners_enabled"));
	}

	private static @Nullable Boolean flag(@Nullable JsonNode json, String name) {
		JsonNode flag = (json != null) ? json.path(name) : null;
		return (flag != null && flag.isBoolean()) ? flag.booleanValue() : null;
	}

	private static String encoded(String part) {
		return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
	}

	/**
	 * A job and what decides who may take it, each {@code null} where GitLab does not
	 * tell.
	 *
	 * @param job the job
	 * @param runner the runner that may take it
	 * @param isProtected whether its branch or tag is protected; asked only where the
	 * runner takes no others
	 * @param instanceRunners whether its project uses those of the instance
	 * @param groupRunners whether its project uses those of its groups
	 */
	public record Case(CiJob job, @Nullable RunnerState runner, @Nullable Boolean isProtected,
			@Nullable Boolean instanceRunners, @Nullable Boolean groupRunners) {

	}

}
