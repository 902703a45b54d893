package dev.runnerfleet.fleet.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.Violation;
import dev.runnerfleet.fleet.form.LaunchForm;
import dev.runnerfleet.fleet.form.TokenSource;
import dev.runnerfleet.gitlab.runner.RunnerTarget;
import dev.runnerfleet.secret.Secret;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A launch as a script asks for it. */
@Schema(name = "Launch")
record LaunchRequest(
		@Schema(description = "The fleet's name, and its stack's", example = "blue-fleet",
				requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String name,
		@Schema(description = "Where it goes; the portal's own region if left out",
				example = "eu-central-1") @Nullable String region,
		@Schema(description = "The blueprint's name; the recommended one if left out",
				example = "docker-autoscaler") @Nullable String blueprint,
		@Schema(description = "The GitLab it works for", example = "https://gitlab.com/",
				requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String gitlabUrl,
		@Schema(description = "The runner authentication token; passed on to AWS, never kept",
				implementation = String.class, format = "password", accessMode = Schema.AccessMode.WRITE_ONLY,
				requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Secret runnerToken,
		@Schema(description = "What is known of that token's runner, for the portal to show; of one that this portal "
				+ "has just made for you it knows what is left out here") @Nullable KnownRunner runner,
		@Schema(description = "EC2 key pair for SSH to the manager; none if left out") @Nullable String keyPair,
		@Schema(description = "The VPC", example = "vpc-0a1b2c3d",
				requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String vpcId,
		@Schema(description = "Where workers start; the manager lives in the first", example = "[\"subnet-0a1b2c3d\"]",
				requiredMode = Schema.RequiredMode.REQUIRED) @Nullable List<@Nullable String> subnetIds,
		@Schema(description = "Days after which a cached file is deleted, 0 for never; 30 if left out", minimum = "0",
				maximum = "3650") @Nullable Integer cacheExpiryDays,
		@Schema(description = "Any other parameter of the blueprint by name") @Nullable Map<String, @Nullable String> parameters,
		@Schema(description = "Tags for the stack and what it is made of, besides the portal's own",
				example = "{\"CostCenter\": \"4711\"}") @Nullable Map<String, @Nullable String> stackTags,
		@Schema(description = "What becomes of a launch that fails; ROLLBACK if left out") LaunchForm.@Nullable OnFailure onFailure,
		@Schema(description = "Whether a delete must be allowed explicitly first; false if left out") @Nullable Boolean terminationProtection,
		@Schema(description = "Whether to go on although something looks wrong; false if left out") @Nullable Boolean anyway) {

	static final String SUBNETS = "SubnetIds";

	/** Fields that are parameters of every blueprint, by the parameter. */
	static final Map<String, String> FIELDS = Map.of("GitlabUrl", "gitlabUrl", "ManagerKeyPair", "keyPair", "VpcId",
			"vpcId", SUBNETS, "subnetIds", "CacheExpirationInDays", "cacheExpiryDays");

	/**
	 * The same as a form.
	 * @param key the same for each copy of one request
	 * @param defaultRegion the region where none is named
	 * @param defaultBlueprint the blueprint where none is named
	 */
	LaunchForm form(String key, String defaultRegion, String defaultBlueprint) {
		Map<String, @Nullable String> values = values();
		values.putIfAbsent("GitlabUrl", "");
		String subnets = values.remove(SUBNETS);
		return new LaunchForm(key, Objects.requireNonNullElse(this.name, ""),
				(this.region != null) ? this.region : defaultRegion,
				(this.blueprint != null) ? this.blueprint : defaultBlueprint,
				Objects.requireNonNullElse(this.runnerToken, Secret.of("")),
				(subnets != null) ? Arrays.asList(subnets.split(",")) : List.of(), values,
				Objects.requireNonNullElse(this.onFailure, LaunchForm.OnFailure.ROLLBACK),
				Boolean.TRUE.equals(this.terminationProtection),
				(this.runner != null) ? this.runner.source() : TokenSource.HAVE, tags(this.stackTags));
	}

	/** Tags as people write them; a line break in one would make two of it. */
	static @Nullable String tags(@Nullable Map<String, @Nullable String> tags) {
		return (tags == null) ? null : tags.entrySet()
			.stream()
			.map((tag) -> (tag.getKey() + "=" + Objects.requireNonNullElse(tag.getValue(), "")).replaceAll("\\R", "\t"))
			.collect(Collectors.joining("\n"));
	}

	/** What a script tells of a runner that is there already. */
	@Schema(name = "KnownRunner")
	record KnownRunner(@Schema(description = "Whom it serves; a group if left out") RunnerTarget.@Nullable Scope scope,
			@Schema(description = "The path or id of its group or project",
					example = "my-group") @Nullable String target,
			@Schema(description = "The tags of jobs that it takes",
					example = "[\"aws\"]") @Nullable List<@Nullable String> tags,
			@Schema(description = "Whether it also takes jobs without a tag") @Nullable Boolean runUntagged) {

		private TokenSource source() {
			List<String> known = (this.tags != null) ? this.tags.stream().filter(Objects::nonNull).toList() : List.of();
			RunnerTarget place = new RunnerTarget(Objects.requireNonNullElse(this.scope, RunnerTarget.Scope.GROUP),
					Objects.requireNonNullElse(this.target, ""));
			return TokenSource.have(new Fleet.Jobs(place.scope().value(), place.place(), known, this.runUntagged));
		}

	}

	/** Everything that was said, by the parameter's name. */
	Map<String, @Nullable String> values() {
		Map<String, @Nullable String> values = new LinkedHashMap<>(named());
		values.putAll(others());
		return values;
	}

	/** What was said twice: whichever was meant, guessing would be wrong for somebody. */
	List<Violation> contradictions() {
		List<Violation> violations = new ArrayList<>();
		FIELDS.forEach((parameter, field) -> {
			if (others().containsKey(parameter) && named().containsKey(parameter)) {
				violations.add(new Violation("parameters[" + parameter + "]",
						"Send this once, best as " + field + ": it is there twice."));
			}
		});
		return violations;
	}

	private Map<String, @Nullable String> others() {
		return (this.parameters != null) ? this.parameters : Map.of();
	}

	private Map<String, String> named() {
		Map<String, String> named = new LinkedHashMap<>();
		put(named, "GitlabUrl", this.gitlabUrl);
		put(named, "ManagerKeyPair", this.keyPair);
		put(named, "VpcId", this.vpcId);
		put(named, SUBNETS, (this.subnetIds != null) ? String.join(",", this.subnetIds) : null);
		put(named, "CacheExpirationInDays", this.cacheExpiryDays);
		return named;
	}

	private static void put(Map<String, String> named, String parameter, @Nullable Object value) {
		if (value != null) {
			named.put(parameter, String.valueOf(value));
		}
	}

	/** Leaves out the values: Spring logs what it has read. */
	@Override
	public String toString() {
		return "LaunchRequest";
	}

}
