package dev.runnerfleet.fleet.form;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.gitlab.runner.RunnerTarget;
import dev.runnerfleet.gitlab.runner.RunnerTokens;
import dev.runnerfleet.network.Network;
import dev.runnerfleet.stack.Stacks;
import dev.runnerfleet.web.Option;

import org.springframework.stereotype.Component;

/** Makes the form's fields from a blueprint's parameters and what the account has. */
@Component
public class LaunchPages {

	/** The preset of whose values the form's are that came without one. */
	private static final String OWN = "own";

	private final Blueprints blueprints;

	private final Network network;

	private final Fleets fleets;

	private final Stacks stacks;

	private final RunnerTokens tokens;

	private final AccountChoices choices;

	LaunchPages(Blueprints blueprints, Network network, Fleets fleets, Stacks stacks, RunnerTokens tokens,
			AccountChoices choices) {
		this.tokens = tokens;
		this.choices = choices;
		this.blueprints = blueprints;
		this.network = network;
		this.fleets = fleets;
		this.stacks = stacks;
	}

	/** The region to begin with, blank where none is configured. */
	private String defaultRegion() {
		try {
			return this.network.defaultRegion();
		}
		catch (AwsFailure ex) {
			return "";
		}
	}

	/** The blueprint of that name, the recommended one where there is none. */
	public Blueprint blueprint(String name) {
		return this.blueprints.find(name).orElseGet(this.blueprints::first);
	}

	/** An untouched form; blueprint and preset may be left blank. */
	public LaunchForm blank(String blueprint, String preset) {
		return baseline(blueprint, preset).blank(defaultRegion(), this.tokens.suggestedUrl());
	}

	/** A form with the values of an earlier launch, for another try. */
	public Optional<LaunchForm> like(UUID fleetId) {
		return this.fleets.find(fleetId)
			.flatMap((fleet) -> this.stacks.find(fleetId)
				.map((stack) -> LaunchForm.like(fleet, stack.region()).fittedTo(blueprint(fleet.blueprint()))));
	}

	/**
	 * The form with the fields of the blueprint that it names and the values of a preset,
	 * where it has those of what was shown.
	 * @param shown the blueprint that was shown, blank for the same
	 * @param filled the preset that the values came from, blank for the blueprint's own
	 * @param preset the preset that is chosen, blank for the same
	 */
	public LaunchForm moved(LaunchForm form, String shown, String filled, String preset) {
		Baseline before = baseline(shown.isEmpty() ? form.blueprint() : shown, filled.isEmpty() ? OWN : filled);
		Baseline now = baseline(form.blueprint(), preset.isEmpty() ? before.preset().name() : preset);
		return (before.equals(now) || form.parameters().isEmpty()) ? form : now.instead(before, form);
	}

	private Baseline baseline(String blueprint, String preset) {
		Blueprint found = blueprint(blueprint);
		return new Baseline(found, found.preset(preset));
	}

	/** What is around a form for a new fleet, complete or to be completed. */
	public LaunchPage page(LaunchForm form, String preset) {
		return launchPage(form, preset, this.choices.atOnce(form));
	}

	/** The same as complete as AWS lets it be. */
	public LaunchPage wholePage(LaunchForm form, String preset) {
		return launchPage(form, preset, this.choices.inTime(form));
	}

	private LaunchPage launchPage(LaunchForm form, String preset, AccountOptions options) {
		Baseline baseline = baseline(form.blueprint(), preset.isEmpty() ? OWN : preset);
		return page("/fleets/new/network", form, LaunchFields.ofLaunch(options, form, baseline),
				baseline.preset().name());
	}

	/** What is around a form for a fleet that is there, complete or to be completed. */
	public LaunchPage changePage(UUID fleetId, LaunchForm form) {
		return page("/fleets/" + fleetId + "/edit/network", form, LaunchFields.ofChange(this.choices.atOnce(form)), "");
	}

	/** The same as complete as AWS lets it be. */
	public LaunchPage wholeChangePage(UUID fleetId, LaunchForm form) {
		return page("/fleets/" + fleetId + "/edit/network", form, LaunchFields.ofChange(this.choices.inTime(form)), "");
	}

	private LaunchPage page(String path, LaunchForm form, LaunchFields fields, String preset) {
		Blueprint blueprint = blueprint(form.blueprint());
		AccountOptions choices = fields.choices();
		List<LaunchPage.Field> essentials = blueprint.essentials().stream().map(fields::field).toList();
		List<LaunchPage.Group> groups = blueprint.advanced()
			.stream()
			.map((group) -> new LaunchPage.Group(group.label(),
					blueprint.parameters(group).stream().map(fields::field).toList()))
			.toList();
		return new LaunchPage(path, blueprint, essentials, groups,
				this.blueprints.all().stream().map((each) -> Option.of(each.name(), each.title())).toList(),
				choices.regions().stream().map((region) -> Option.of(region, region)).toList(),
				Arrays.stream(LaunchForm.OnFailure.values())
					.map((choice) -> Option.of(choice.name(), choice.label()))
					.toList(),
				RunnerTarget.Scope.options(), choices.account(), choices.pending(), choices.troubles(), preset,
				choices.closed(), choices.placement());
	}

}
