package dev.runnerfleet.fleet.preflight.gitlab;

import java.net.URI;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Knows which fleets work with which runner, by GitLab's id of it. */
@Component
class RunnerUse {

	private final JdbcClient jdbc;

	RunnerUse(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * The fleets that work with a runner.
	 * @param gitlab where the runner is
	 * @param runnerId GitLab's id of it
	 * @param but a fleet that may, {@code null} for none
	 * @return their names
	 */
	List<String> by(URI gitlab, long runnerId, @Nullable UUID but) {
		return this.jdbc.sql("""
				select f.id, f.gitlab_url, s.name from fleet f join stack s on s.id = f.id
				where f.runner_id = ? and s.live_name is not null order by s.name""")
			.param(runnerId)
			.query((row, index) -> new Use(row.getObject("id", UUID.class), row.getString("gitlab_url"),
					row.getString("name")))
			.list()
			.stream()
			.filter((use) -> !use.fleet().equals(but) && plain(use.gitlab()).equals(plain(gitlab.toString())))
			.map(Use::name)
			.toList();
	}

	private static String plain(String url) {
		return url.strip().replaceFirst("/+$", "");
	}

	private record Use(UUID fleet, String gitlab, String name) {

	}

}
