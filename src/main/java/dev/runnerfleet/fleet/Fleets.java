package dev.runnerfleet.fleet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.runnerfleet.stack.Columns;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

/** The rows of fleets. */
@Component
public class Fleets {

	private final JdbcClient jdbc;

	private final JsonMapper json;

	public Fleets(JdbcClient jdbc, JsonMapper json) {
		this.jdbc = jdbc;
		this.json = json;
	}

	public void add(Fleet fleet) {
		this.jdbc.sql(
				"insert into fleet (id, blueprint, blueprint_version, gitlab_url, parameters, stack_tags) values (?, ?, ?, ?, ?, ?)")
			.params(fleet.id(), fleet.blueprint(), fleet.blueprintVersion(), fleet.gitlabUrl(),
					this.json.writeValueAsString(fleet.parameters()), fleet.stackTags().text())
			.update();
		takes(fleet.id(), fleet.jobs());
	}

	/** Stores the values that a fleet has now. */
	public void changed(Fleet fleet) {
		this.jdbc.sql("update fleet set gitlab_url = ?, parameters = ?, stack_tags = ? where id = ?")
			.params(fleet.gitlabUrl(), this.json.writeValueAsString(fleet.parameters()), fleet.stackTags().text(),
					fleet.id())
			.update();
	}

	/** Stores what a fleet is launched again with. */
	public void store(LaunchValues again) {
		Fleet fleet = again.fleet();
		changed(fleet);
		chose(fleet.id(), again.choices());
		Fleet.Runner runner = fleet.runner();
		if (runner != null) {
			runnerMade(fleet.id(), runner);
		}
		else {
			noRunner(fleet.id());
		}
		takes(fleet.id(), fleet.jobs());
	}

	private void takes(UUID id, Fleet.Jobs jobs) {
		this.jdbc.sql("""
				update fleet set runner_scope = ?, runner_target = ?, runner_tags = ?, run_untagged = ? where id = ?""")
			.params(Arrays.asList(jobs.scope(), jobs.target(), String.join(",", jobs.tags()), jobs.runUntagged(), id))
			.update();
	}

	/** Remembers the runner that was made for a launch, before anything else can fail. */
	public void runnerMade(UUID id, Fleet.Runner runner) {
		Instant expires = runner.tokenExpires();
		this.jdbc.sql("update fleet set runner_id = ?, runner_link = ?, runner_token_expires = ? where id = ?")
			.params(Arrays.asList(runner.id(), runner.link(), (expires != null) ? Columns.sql(expires) : null, id))
			.update();
	}

	/** Claims no runner for a fleet whose token may be that of another. */
	public void runnerUnknown(UUID id) {
		noRunner(id);
		takes(id, Fleet.Jobs.UNKNOWN);
	}

	private void noRunner(UUID id) {
		this.jdbc.sql("update fleet set runner_id = null, runner_link = null, runner_token_expires = null where id = ?")
			.param(id)
			.update();
	}

	/**
	 * Takes over a change; the runner that was made for the launch leaves with its token,
	 * and with it what is known of its jobs.
	 */
	public void changed(UUID id, FleetChange change) {
		this.jdbc.sql("""
				update fleet set blueprint_version = :version, gitlab_url = :url, parameters = :parameters,
					stack_tags = coalesce(:tags, stack_tags),
					runner_id = case when :replaced then null else runner_id end,
					runner_link = case when :replaced then null else runner_link end,
					runner_token_expires = case when :replaced then null else runner_token_expires end,
					runner_scope = case when :replaced then '' else runner_scope end,
					runner_target = case when :replaced then '' else runner_target end,
					runner_tags = case when :replaced then '' else runner_tags end,
					run_untagged = case when :replaced then null else run_untagged end
				where id = :id""")
			.param("version", change.blueprintVersion())
			.param("url", change.parameters().getOrDefault("GitlabUrl", ""))
			.param("parameters", this.json.writeValueAsString(change.parameters()))
			.param("tags", (change.stackTags() != null) ? change.stackTags().text() : null, Types.VARCHAR)
			.param("replaced", change.tokenReplaced())
			.param("id", id)
			.update();
	}

	/**
	 * Choices of a launch that are no parameters.
	 *
	 * @param terminationProtection whether a delete must be allowed explicitly first
	 * @param keepOnFailure whether a failed launch is left as it is
	 */
	public record Choices(boolean terminationProtection, boolean keepOnFailure) {

	}

	/** Remembers choices for another try. */
	public void chose(UUID id, Choices choices) {
		this.jdbc.sql("update fleet set termination_protection = ?, keep_on_failure = ? where id = ?")
			.params(choices.terminationProtection(), choices.keepOnFailure(), id)
			.update();
	}

	public Choices choices(UUID id) {
		return this.jdbc.sql("select termination_protection, keep_on_failure from fleet where id = ?")
			.param(id)
			.query((row, index) -> new Choices(row.getBoolean(1), row.getBoolean(2)))
			.single();
	}

	/**
	 * Remembers the version of the blueprint that a fleet was launched from this time.
	 */
	public void launchedFrom(UUID id, int blueprintVersion) {
		this.jdbc.sql("update fleet set blueprint_version = ? where id = ?").params(blueprintVersion, id).update();
	}

	public Optional<Fleet> find(UUID id) {
		return this.jdbc.sql("select * from fleet where id = ?").param(id).query(this::fleet).optional();
	}

	public Map<UUID, Fleet> find(Collection<UUID> ids) {
		return ids.isEmpty() ? Map.of()
				: this.jdbc.sql("select * from fleet where id in (:ids)")
					.param("ids", ids)
					.query(this::fleet)
					.list()
					.stream()
					.collect(Collectors.toMap(Fleet::id, Function.identity()));
	}

	/** The GitLabs that living fleets work for, as they were given. */
	public List<String> gitlabs() {
		return this.jdbc.sql("""
				select distinct f.gitlab_url from fleet f join stack s on s.id = f.id
				where s.live_name is not null order by f.gitlab_url""").query(String.class).list();
	}

	private Fleet fleet(ResultSet row, int index) throws SQLException {
		String link = row.getString("runner_link");
		return new Fleet(row.getObject("id", UUID.class), row.getString("blueprint"), row.getInt("blueprint_version"),
				row.getString("gitlab_url"),
				this.json.readValue(row.getString("parameters"), new TypeReference<Map<String, String>>() {
				}),
				(link != null) ? new Fleet.Runner(row.getLong("runner_id"), link,
						Columns.instantOrNull(row, "runner_token_expires")) : null,
				jobs(row), StackTags.read(row.getString("stack_tags")));
	}

	private static Fleet.Jobs jobs(ResultSet row) throws SQLException {
		return new Fleet.Jobs(row.getString("runner_scope"), row.getString("runner_target"),
				Fleet.Jobs.tags(row.getString("runner_tags")), row.getObject("run_untagged", Boolean.class));
	}

	/** Says that a fleet is not known here. */
	public static class NoSuchFleet extends ErrorResponseException {

		public NoSuchFleet() {
			super(HttpStatus.NOT_FOUND);
			setTitle("There is no such fleet");
			setDetail(
					"It may have been launched in another portal, or AWS refused its launch. The list of fleets shows all there are.");
		}

	}

	/**
	 * What a fleet is launched with in the place of a launch that failed.
	 *
	 * @param fleet the fleet with its values and the runner that it gets
	 * @param choices what is chosen besides
	 */
	public record LaunchValues(Fleet fleet, Fleets.Choices choices) {

	}

}
