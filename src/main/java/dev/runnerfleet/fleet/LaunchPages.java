package dev.runnerfleet.fleet;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.gitlab.RunnerScope;
import dev.runnerfleet.gitlab.RunnerTokens;
import dev.runnerfleet.network.Account;
import dev.runnerfleet.network.Network;
import dev.runnerfleet.network.Subnet;
import dev.runnerfleet.network.Vpc;
import dev.runnerfleet.stack.Stacks;
import dev.runnerfleet.stack.template.TemplateParameter;
import dev.runnerfleet.web.Option;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Makes the form's fields from a blueprint's parameters and what the account has. */
@Component
class LaunchPages {

	private final Blueprints blueprints;

	private final Network network;

	private final Fleets fleets;

	private final Stacks stacks;

	private final RunnerTokens tokens;

	LaunchPages(Blueprints blueprints, Network network, Fleets fleets, Stacks stacks, RunnerTokens tokens) {
		this.tokens = tokens;
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
	Blueprint blueprint(String name) {
		return this.blueprints.find(name).orElseGet(this.blueprints::first);
	}

	/** An untouched form; the blueprint may be left blank. */
	LaunchForm blank(String blueprint) {
		return LaunchForm.blank(blueprint(blueprint), defaultRegion(), this.tokens.suggestedUrl());
	}

	/** An untouched form for a certain GitLab. */
	LaunchForm blankFor(String gitlabUrl) {
		return LaunchForm.blank(this.blueprints.first(), defaultRegion(), gitlabUrl);
	}

	/** A form with the values of an earlier launch, for another try. */
	Optional<LaunchForm> like(UUID fleetId) {
		return this.fleets.find(fleetId)
			.flatMap((fleet) -> this.stacks.find(fleetId)
				.map((stack) -> LaunchForm.like(fleet, stack.region()).fittedTo(blueprint(fleet.blueprint()))));
	}

	/**
	 * The form with the fields of the blueprint that it names, as opposed to those shown.
	 */
	LaunchForm moved(LaunchForm form, String shown) {
		return form.movedFrom(blueprint(shown), blueprint(form.blueprint()));
	}

	LaunchPage page(LaunchForm form) {
		Blueprint blueprint = blueprint(form.blueprint());
		try {
			return page(form, blueprint, choices(form), null);
		}
		catch (AwsFailure ex) {
			Choices none = new Choices(List.of(), List.of(), List.of(), List.of(), null);
			return page(form, blueprint, none, ex.title() + ". " + ex.detail());
		}
	}

	private LaunchPage page(LaunchForm form, Blueprint blueprint, Choices choices, @Nullable String trouble) {
		List<LaunchPage.Field> essentials = blueprint.essentials()
			.stream()
			.map((parameter) -> field(parameter, choices))
			.toList();
		List<LaunchPage.Group> groups = blueprint.advanced()
			.stream()
			.map((group) -> new LaunchPage.Group(group.label(),
					blueprint.parameters(group).stream().map((parameter) -> field(parameter, choices)).toList()))
			.toList();
		return new LaunchPage(blueprint, essentials, groups,
				this.blueprints.all().stream().map((each) -> Option.of(each.name(), each.title())).toList(),
				choices.regions.stream().map((region) -> Option.of(region, region)).toList(),
				Arrays.stream(LaunchForm.OnFailure.values())
					.map((choice) -> Option.of(choice.name(), choice.label()))
					.toList(),
				RunnerScope.options(), choices.account, trouble);
	}

	private Choices choices(LaunchForm form) {
		String region = form.region().isEmpty() ? this.network.defaultRegion() : form.region();
		List<String> regions = this.network.regions();
		if (!regions.contains(region)) {
			return new Choices(List.of(), List.of(), List.of(), regions, null);
		}
		List<Option> vpcs = this.network.vpcs(region).stream().map(LaunchPages::option).toList();
		String vpcId = form.parameters().getOrDefault("VpcId", "");
		List<Option> subnets = vpcId.isEmpty() ? List.of()
				: this.network.subnets(region, vpcId).stream().map(LaunchPages::option).toList();
		List<Option> keyPairs = this.network.keyPairs(region).stream().map((name) -> Option.of(name, name)).toList();
		return new Choices(keyPairs, vpcs, subnets, regions, this.network.account(region));
	}

	private static LaunchPage.Field field(TemplateParameter parameter, Choices choices) {
		LaunchPage.Kind kind = kind(parameter);
		List<Option> options = switch (kind) {
			case KEY_PAIR -> choices.keyPairs;
			case VPC -> choices.vpcs;
			case SUBNETS -> choices.subnets;
			case SELECT -> parameter.allowedValues().stream().map((value) -> Option.of(value, words(value))).toList();
			default -> List.of();
		};
		boolean required = parameter.noEcho() || parameter.violation("").isPresent();
		return new LaunchPage.Field(LaunchValidator.field(parameter), kind, parameter.label(), explanation(parameter),
				required, options, (parameter.min() != null) ? parameter.min().toPlainString() : null,
				(parameter.max() != null) ? parameter.max().toPlainString() : null);
	}

	/** What a later change of it does is of no interest yet. */
	private static String explanation(TemplateParameter parameter) {
		String description = parameter.description();
		int end = description.indexOf(". ");
		return (end > 0) ? description.substring(0, end + 1) : description;
	}

	private static LaunchPage.Kind kind(TemplateParameter parameter) {
		return switch (parameter.type()) {
			case "AWS::EC2::VPC::Id" -> LaunchPage.Kind.VPC;
			case "List<AWS::EC2::Subnet::Id>" -> LaunchPage.Kind.SUBNETS;
			case "Number" -> parameter.allowedValues().isEmpty() ? LaunchPage.Kind.NUMBER : LaunchPage.Kind.SELECT;
			default -> {
				if (parameter.noEcho()) {
					yield LaunchPage.Kind.SECRET;
				}
				if (parameter.name().equals("ManagerKeyPair")) {
					yield LaunchPage.Kind.KEY_PAIR;
				}
				yield parameter.allowedValues().isEmpty() ? LaunchPage.Kind.TEXT : LaunchPage.Kind.SELECT;
			}
		};
	}

	private static Option option(Vpc vpc) {
		String name = vpc.name().isEmpty() ? vpc.id() : vpc.name() + " · " + vpc.id();
		return Option.of(vpc.id(), name + " · " + vpc.cidr() + (vpc.isDefault() ? " · default" : ""));
	}

	private static Option option(Subnet subnet) {
		String name = subnet.name().isEmpty() ? subnet.id() : subnet.name() + " · " + subnet.id();
		return new Option(subnet.id(), name, subnet.zone() + " · " + subnet.egress().words());
	}

	private static String words(String value) {
		return Map.of("true", "Yes", "false", "No", "", "Default").getOrDefault(value, value);
	}

	private record Choices(List<Option> keyPairs, List<Option> vpcs, List<Option> subnets, List<String> regions,
			@Nullable Account account) {

	}

}
