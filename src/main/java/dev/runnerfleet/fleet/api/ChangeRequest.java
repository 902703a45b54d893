package dev.runnerfleet.fleet.api;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.runnerfleet.fleet.Violation;
import dev.runnerfleet.fleet.form.LaunchForm;
import dev.runnerfleet.secret.Secret;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Other values for a fleet as a script asks for them, for a change or for another try of
 * a launch; what is left out stays as it is.
 */
@Schema(name = "Change")
record ChangeRequest(
		@Schema(description = "The GitLab it works for", example = "https://gitlab.com/") @Nullable String gitlabUrl,
		@Schema(description = "Another runner authentication token; passed on to AWS, never kept",
				implementation = String.class, format = "password",
				accessMode = Schema.AccessMode.WRITE_ONLY) @Nullable Secret runnerToken,
		@Schema(description = "EC2 key pair for SSH to the manager; empty for none") @Nullable String keyPair,
		@Schema(description = "The VPC", example = "vpc-0a1b2c3d") @Nullable String vpcId,
		@Schema(description = "Where workers start; the manager lives in the first",
				example = "[\"subnet-0a1b2c3d\"]") @Nullable List<@Nullable String> subnetIds,
		@Schema(description = "Days after which a cached file is deleted, 0 for never", minimum = "0",
				maximum = "3650") @Nullable Integer cacheExpiryDays,
		@Schema(description = "Any other parameter of the blueprint by name") @Nullable Map<String, @Nullable String> parameters,
		@Schema(description = "All tags of the stack besides the portal's own, empty for none; as they are if left out",
				example = "{\"CostCenter\": \"4711\"}") @Nullable Map<String, @Nullable String> stackTags,
		@Schema(description = "Whether to go on although something looks wrong; false if left out") @Nullable Boolean anyway) {

	/** The same as a form over the values of today. */
	LaunchForm form(LaunchForm today) {
		Map<String, @Nullable String> values = launch().values();
		String subnets = values.remove(LaunchRequest.SUBNETS);
		return new LaunchForm("", today.name(), today.region(), today.blueprint(),
				Objects.requireNonNullElse(this.runnerToken, Secret.of("")),
				(subnets != null) ? Arrays.asList(subnets.split(",")) : today.subnetIds(), values, today.onFailure(),
				today.terminationProtection(), today.source(), LaunchRequest.tags(this.stackTags));
	}

	/** What was said twice. */
	List<Violation> contradictions() {
		return launch().contradictions();
	}

	private LaunchRequest launch() {
		return new LaunchRequest(null, null, null, this.gitlabUrl, this.runnerToken, null, this.keyPair, this.vpcId,
				this.subnetIds, this.cacheExpiryDays, this.parameters, this.stackTags, null, null, null);
	}

	/** Leaves out the values: Spring logs what it has read. */
	@Override
	public String toString() {
		return "ChangeRequest";
	}

}
