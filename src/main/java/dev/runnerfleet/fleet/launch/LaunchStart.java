package dev.runnerfleet.fleet.launch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import dev.runnerfleet.aws.Place;
import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.fleet.form.LaunchForm;
import dev.runnerfleet.fleet.form.LaunchPages;
import dev.runnerfleet.fleet.form.TokenSource;
import dev.runnerfleet.gitlab.runner.RunnerTarget;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.stack.Stacks;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Begins a launch form with as much as can be known: what a link carries, what an earlier
 * launch had, and a name that is free.
 */
@Component
class LaunchStart {

	private static final Pattern SECRET = Pattern.compile("(?i).*(token|password|secret|credential).*");

	/** What a link says besides parameters of the blueprint. */
	private static final List<String> OTHERS = List.of("blueprint", "preset", "like", "name", "region", "scope",
			"target", "tags", "runUntagged", "SubnetIds");

	private static final int LONGEST_NAME = 60;

	private static final int TRIES = 100;

	private final LaunchPages pages;

	private final Stacks stacks;

	LaunchStart(LaunchPages pages, Stacks stacks) {
		this.pages = pages;
		this.stacks = stacks;
	}

	/**
	 * A form that has begun.
	 *
	 * @param form its values
	 * @param preset the preset that they come from, blank for none
	 * @param carried whether a link brought some of them
	 * @param words what the person should know of the link, blank for nothing
	 */
	record Begun(LaunchForm form, String preset, boolean carried, String words) {

	}

	/** Begins a form with what the query of a link carries. */
	Begun by(Map<String, String> query) {
		String like = query.get("like");
		LaunchForm form = (like != null) ? like(like)
				: this.pages.blank(text(query, "blueprint"), text(query, "preset"));
		String preset = (like != null) ? ""
				: this.pages.blueprint(form.blueprint()).preset(text(query, "preset")).name();
		Map<String, String> parameters = new LinkedHashMap<>(form.parameters());
		boolean secret = false;
		boolean carried = false;
		for (Map.Entry<String, String> value : query.entrySet()) {
			String name = value.getKey().replaceFirst("^parameters\\[(.*)]$", "$1");
			secret |= SECRET.matcher(name).matches();
			boolean known = parameters.containsKey(name) && !SECRET.matcher(name).matches();
			carried |= known || (OTHERS.indexOf(name) > OTHERS.indexOf("like"));
			if (known) {
				parameters.put(name, value.getValue());
			}
		}
		String subnets = text(query, "SubnetIds");
		LaunchForm filled = new LaunchForm(form.key(), text(query, "name"), query.getOrDefault("region", form.region()),
				form.blueprint(), Secret.of(""), subnets.isEmpty() ? form.subnetIds() : List.of(subnets.split(",")),
				parameters, form.onFailure(), form.terminationProtection(), source(query, form.source()),
				form.stackTags());
		return new Begun(named(filled), preset, carried, words(carried, secret));
	}

	/** The form with a name that no stack of the portal has there, where it has none. */
	LaunchForm named(LaunchForm form) {
		if (!form.name().isEmpty()) {
			return form;
		}
		String place = new RunnerTarget(form.source().scope(), form.source().target()).place().toLowerCase(Locale.ROOT);
		String plain = place.replaceAll("[^a-z0-9]+", "-").replaceAll("^[^a-z]+|-+$", "");
		String stem = (plain.substring(0, Math.min(plain.length(), LONGEST_NAME)) + "-runners").replaceFirst("^-", "");
		String name = stem;
		for (int n = 2; n < TRIES && this.stacks.nameInUse(Place.in(form.region()), name); n++) {
			name = stem + "-" + n;
		}
		return form.named(name);
	}

	private LaunchForm like(String fleetId) {
		try {
			return this.pages.like(UUID.fromString(fleetId)).orElseThrow(NoSuchFleet::new);
		}
		catch (IllegalArgumentException ex) {
			throw new NoSuchFleet();
		}
	}

	private static TokenSource source(Map<String, String> query, TokenSource before) {
		return new TokenSource(before.way(), Secret.of(""), Secret.of(""), scope(query.get("scope"), before.scope()),
				query.getOrDefault("target", before.target()), false, query.getOrDefault("tags", before.tags()),
				query.containsKey("runUntagged") ? !"false".equals(query.get("runUntagged")) : before.runUntagged());
	}

	private static RunnerTarget.Scope scope(@Nullable String name, RunnerTarget.Scope before) {
		for (RunnerTarget.Scope scope : RunnerTarget.Scope.values()) {
			if (scope.value().equals(name)) {
				return scope;
			}
		}
		return before;
	}

	private static String words(boolean carried, boolean secret) {
		String link = carried
				? "A link filled in this form: look through it, above all at the GitLab, before you paste a token."
				: "";
		String left = secret
				? "The link held a token or a password, which was left out: tokens in links are seen by others. If it was a real one, revoke it."
				: "";
		return (link + " " + left).strip();
	}

	private static String text(Map<String, String> query, String name) {
		return query.getOrDefault(name, "").strip();
	}

}
