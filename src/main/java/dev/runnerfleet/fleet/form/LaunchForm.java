package dev.runnerfleet.fleet.form;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.StackTags;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.schedule.Dialect;
import dev.runnerfleet.fleet.schedule.WorkingHours;
import dev.runnerfleet.gitlab.runner.GitLabAddresses;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.stack.template.TemplateParameter;
import org.jspecify.annotations.Nullable;

/**
 * A launch as a person or a script asks for it, not checked yet.
 *
 * @param key the same for each copy of one form
 * @param name the fleet's name, and the stack's
 * @param region where it goes
 * @param blueprint the blueprint's name
 * @param runnerToken the runner authentication token
 * @param subnetIds where workers start
 * @param parameters all other parameters by their name in the template
 * @param onFailure what becomes of a launch that fails
 * @param terminationProtection whether a delete must be allowed explicitly first
 * @param source how it comes by its runner token
 * @param stackTags the tags of its stack, a key=value on each line; {@code null} where
 * nothing was said of them
 */
public record LaunchForm(String key, String name, String region, String blueprint, Secret runnerToken,
		List<String> subnetIds, Map<String, String> parameters, OnFailure onFailure, Boolean terminationProtection,
		TokenSource source, @Nullable String stackTags) {

	/** The parameter that names the GitLab. */
	static final String GITLAB_URL = "GitlabUrl";

	/** What becomes of a launch that fails. */
	public enum OnFailure {

		ROLLBACK("Roll back"), KEEP("Keep for diagnosis");

		private final String label;

		OnFailure(String label) {
			this.label = label;
		}

		String label() {
			return this.label;
		}

	}

	/**
	 * Whatever a request left out is blank, white space around a value is nobody's wish,
	 * and a browser ends lines as Windows does. A URL with what could be a password in it
	 * is forgotten at once, as the form would show it again.
	 */
	public LaunchForm {
		key = Plain.text(key).isEmpty() ? UUID.randomUUID().toString() : Plain.text(key);
		name = Plain.text(name);
		region = Plain.text(region);
		blueprint = Plain.text(blueprint);
		runnerToken = (runnerToken != null) ? runnerToken : Secret.of("");
		subnetIds = Plain.list(subnetIds);
		parameters = Plain.values(parameters);
		onFailure = (onFailure != null) ? onFailure : OnFailure.ROLLBACK;
		terminationProtection = Boolean.TRUE.equals(terminationProtection);
		source = (source != null) ? source : TokenSource.HAVE;
		stackTags = (stackTags != null) ? Plain.text(stackTags) : null;
	}

	/** A form that says nothing of tags. */
	public LaunchForm(String key, String name, String region, String blueprint, Secret runnerToken,
			List<String> subnetIds, Map<String, String> parameters, OnFailure onFailure, Boolean terminationProtection,
			TokenSource source) {
		this(key, name, region, blueprint, runnerToken, subnetIds, parameters, onFailure, terminationProtection, source,
				null);
	}

	/**
	 * A form with the values of an earlier launch; its name is for the person to choose.
	 */
	public static LaunchForm like(Fleet fleet, String region) {
		List<String> subnetIds = List.of(fleet.parameters().getOrDefault("SubnetIds", "").split(","));
		return new LaunchForm("", "", region, fleet.blueprint(), Secret.of(""), subnetIds, fleet.parameters(),
				OnFailure.ROLLBACK, false, TokenSource.have(fleet.jobs()), fleet.stackTags().text());
	}

	/**
	 * The same form with the fields of a blueprint, with its defaults where nothing was
	 * entered, and without tokens.
	 */
	public LaunchForm fittedTo(Blueprint blueprint) {
		return new LaunchForm(this.key, this.name, this.region, blueprint.name(), Secret.of(""), this.subnetIds,
				values(blueprint), this.onFailure, this.terminationProtection, this.source.withoutTokens(),
				this.stackTags);
	}

	/**
	 * The same form for a fleet that is there: what cannot be changed is as it is, and
	 * what was left out stays.
	 * @param today how the fleet is
	 */
	public LaunchForm over(LaunchForm today) {
		Map<String, String> values = new LinkedHashMap<>(today.parameters);
		values.putAll(this.parameters);
		return new LaunchForm(this.key, today.name, today.region, today.blueprint, this.runnerToken, this.subnetIds,
				values, this.onFailure, this.terminationProtection, TokenSource.HAVE,
				(this.stackTags != null) ? this.stackTags : today.stackTags);
	}

	/**
	 * The same form for a fleet whose launch failed: it keeps its name, its region and
	 * its blueprint, and what was left out stays.
	 * @param failed what was launched
	 */
	public LaunchForm instead(LaunchForm failed) {
		LaunchForm whole = over(failed);
		return new LaunchForm(this.key, whole.name, whole.region, whole.blueprint, this.runnerToken, whole.subnetIds,
				whole.parameters, this.onFailure, this.terminationProtection, this.source, whole.stackTags);
	}

	/** The same form with other choices besides the parameters. */
	public LaunchForm choosing(Fleets.Choices choices) {
		return new LaunchForm(this.key, this.name, this.region, this.blueprint, this.runnerToken, this.subnetIds,
				this.parameters, choices.keepOnFailure() ? OnFailure.KEEP : OnFailure.ROLLBACK,
				choices.terminationProtection(), this.source, this.stackTags);
	}

	/** What is chosen besides the parameters. */
	public Fleets.Choices choices() {
		return new Fleets.Choices(this.terminationProtection, this.onFailure == OnFailure.KEEP);
	}

	/**
	 * The same form with those subnets first that come first today, as a page lists them
	 * in an order of its own: the manager lives in the first.
	 */
	public LaunchForm inOrderOf(LaunchForm today) {
		List<String> subnets = new ArrayList<>(today.subnetIds);
		subnets.retainAll(this.subnetIds);
		this.subnetIds.stream().filter((subnet) -> !subnets.contains(subnet)).forEach(subnets::add);
		return new LaunchForm(this.key, this.name, this.region, this.blueprint, this.runnerToken, subnets,
				this.parameters, this.onFailure, this.terminationProtection, this.source, this.stackTags);
	}

	/** The same form with the front page of the GitLab whose address was given. */
	public LaunchForm tidied(GitLabAddresses addresses) {
		return this.parameters.containsKey(GITLAB_URL) ? with(GITLAB_URL, addresses.tidied(gitlabUrl())) : this;
	}

	/** The same form with other tags. */
	public LaunchForm tagged(StackTags tags) {
		return new LaunchForm(this.key, this.name, this.region, this.blueprint, this.runnerToken, this.subnetIds,
				this.parameters, this.onFailure, this.terminationProtection, this.source, tags.text());
	}

	/** The tags of its stack, which are written as they should be. */
	public StackTags tags() {
		return StackTags.read((this.stackTags != null) ? this.stackTags : "");
	}

	/** The GitLab that the fleet is for, blank where none was named. */
	public String gitlabUrl() {
		return this.parameters.getOrDefault(GITLAB_URL, "");
	}

	/** Whether there is no token in it, of whatever kind. */
	public boolean tokenless() {
		return this.runnerToken.isBlank() && this.source.registrationToken().isBlank()
				&& this.source.accessToken().isBlank();
	}

	/** The same form with a runner token that was not typed. */
	public LaunchForm holding(Secret token) {
		return new LaunchForm(this.key, this.name, this.region, this.blueprint, token, this.subnetIds, this.parameters,
				this.onFailure, this.terminationProtection, TokenSource.have(this.source.jobs()), this.stackTags);
	}

	/** The same form under another key. */
	public LaunchForm keyed(String key) {
		return new LaunchForm(key, this.name, this.region, this.blueprint, this.runnerToken, this.subnetIds,
				this.parameters, this.onFailure, this.terminationProtection, this.source, this.stackTags);
	}

	/** The same form under a name. */
	public LaunchForm named(String name) {
		return new LaunchForm(this.key, name, this.region, this.blueprint, this.runnerToken, this.subnetIds,
				this.parameters, this.onFailure, this.terminationProtection, this.source, this.stackTags);
	}

	/** Whether it has another value of one parameter than another form. */
	public boolean differs(String parameter, LaunchForm other) {
		return !Objects.equals(this.parameters.get(parameter), other.parameters.get(parameter));
	}

	/** The same form with another value of one parameter. */
	public LaunchForm with(String parameter, String value) {
		Map<String, String> values = new LinkedHashMap<>(this.parameters);
		values.put(parameter, value);
		List<String> subnets = parameter.equals("SubnetIds") ? List.of(value.split(",")) : this.subnetIds;
		return new LaunchForm(this.key, this.name, this.region, this.blueprint, this.runnerToken, subnets, values,
				this.onFailure, this.terminationProtection, this.source, this.stackTags);
	}

	/** The same form with other parameters. */
	LaunchForm filled(String blueprint, Map<String, String> parameters) {
		return new LaunchForm(this.key, this.name, this.region, blueprint, this.runnerToken, this.subnetIds, parameters,
				this.onFailure, this.terminationProtection, this.source, this.stackTags);
	}

	/** The same form in a VPC. */
	LaunchForm in(String vpcId, List<String> subnetIds) {
		Map<String, String> values = new LinkedHashMap<>(this.parameters);
		values.put("VpcId", vpcId);
		return new LaunchForm(this.key, this.name, this.region, this.blueprint, this.runnerToken, subnetIds, values,
				this.onFailure, this.terminationProtection, this.source, this.stackTags);
	}

	/**
	 * Every plain value that the template asks for; what was left out takes its default,
	 * and a schedule is put so that the runner cannot misread it.
	 */
	public Map<String, String> values(Blueprint blueprint) {
		Map<String, String> values = new LinkedHashMap<>();
		for (TemplateParameter parameter : blueprint.template().parameters()) {
			if (!parameter.noEcho()) {
				values.put(parameter.name(), value(parameter));
			}
		}
		values.computeIfPresent("WorkingHours", (name, schedule) -> unmistakable(schedule, blueprint));
		return values;
	}

	private String value(TemplateParameter parameter) {
		if (parameter.name().equals("SubnetIds")) {
			return String.join(",", this.subnetIds);
		}
		String fallback = (parameter.defaultValue() != null) ? parameter.defaultValue() : "";
		return this.parameters.getOrDefault(parameter.name(), fallback);
	}

	/** The text that the runner cannot misread, where it has such a one. */
	private static String unmistakable(String schedule, Blueprint blueprint) {
		return WorkingHours.of(schedule, Dialect.of(blueprint.name())).map(WorkingHours::text).orElse(schedule);
	}

	/** Leaves out the values: a record's own form would print them all. */
	@Override
	public String toString() {
		return "LaunchForm[name=%s, region=%s, blueprint=%s]".formatted(this.name, this.region, this.blueprint);
	}

	/** The path of the field that holds a parameter's value. */
	public static String field(TemplateParameter parameter) {
		if (parameter.noEcho()) {
			return "runnerToken";
		}
		return parameter.name().equals("SubnetIds") ? "subnetIds" : "parameters[" + parameter.name() + "]";
	}

}
