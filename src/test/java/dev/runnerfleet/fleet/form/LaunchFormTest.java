package dev.runnerfleet.fleet.form;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.secret.Secret;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LaunchFormTest {

	private static final String TOKEN = "glrt-" + "x".repeat(20);

	private final Blueprints blueprints = new Blueprints();

	private final Blueprint blueprint = this.blueprints.first();

	@Test
	void whatARequestLeavesOutIsBlank() {
		LaunchForm form = new LaunchForm(null, null, null, null, null, null, null, null, null, null);
		assertThat(form.key()).isNotBlank();
		assertThat(form.name()).isEmpty();
		assertThat(form.runnerToken().isBlank()).isTrue();
		assertThat(form.subnetIds()).isEmpty();
		assertThat(form.onFailure()).isEqualTo(LaunchForm.OnFailure.ROLLBACK);
		assertThat(form.terminationProtection()).isFalse();
	}

	@Test
	void eachFormHasAKeyOfItsOwnAndKeepsIt() {
		LaunchForm form = new Baseline(this.blueprint, this.blueprint.preset("own")).blank("eu-west-1",
				"https://gitlab.com/");
		assertThat(new Baseline(this.blueprint, this.blueprint.preset("own")).blank("eu-west-1", "https://gitlab.com/")
			.key()).isNotEqualTo(form.key());
		assertThat(form.fittedTo(this.blueprint).key()).isEqualTo(form.key());
	}

	@Test
	void aBlankFormHasTheBlueprintsDefaults() {
		LaunchForm form = new Baseline(this.blueprint, this.blueprint.preset("own")).blank("eu-west-1",
				"https://gitlab.com/");
		assertThat(form.region()).isEqualTo("eu-west-1");
		assertThat(form.blueprint()).isEqualTo("docker-autoscaler");
		assertThat(form.parameters()).containsEntry("CacheExpirationInDays", "30")
			.containsEntry("GitlabUrl", "https://gitlab.com/")
			.doesNotContainKey("RunnerToken");
	}

	@Test
	void whiteSpaceAndRepetitionsAreNobodysWish() {
		LaunchForm form = new LaunchForm(" k ", " blue ", "", "", Secret.of(TOKEN),
				Arrays.asList(" subnet-1 ", "subnet-1", null, "subnet-2"), Map.of("VpcId", " vpc-1 "), null, null,
				null);
		assertThat(form.name()).isEqualTo("blue");
		assertThat(form.subnetIds()).containsExactly("subnet-1", "subnet-2");
		assertThat(form.values(this.blueprint)).containsEntry("VpcId", "vpc-1")
			.containsEntry("SubnetIds", "subnet-1,subnet-2");
	}

	@Test
	void anotherBlueprintKeepsWhatBothKnowAndDropsTheToken() {
		Blueprint other = this.blueprints.find("docker-machine").orElseThrow();
		LaunchForm form = filled().fittedTo(other);
		assertThat(form.blueprint()).isEqualTo("docker-machine");
		assertThat(form.parameters()).containsEntry("GitlabUrl", "https://gitlab.example.com/")
			.containsKey("SpotInstance")
			.doesNotContainKey("OnDemandBase");
		assertThat(form.runnerToken().isBlank()).isTrue();
	}

	@Test
	void printingSaysNothingThatWasFilledIn() {
		assertThat(filled().toString()).doesNotContain(TOKEN).doesNotContain("gitlab.example.com");
		assertThat(filled().values(this.blueprint)).doesNotContainValue(TOKEN);
	}

	private LaunchForm filled() {
		return new LaunchForm("k", "blue", "eu-west-1", "docker-autoscaler", Secret.of(TOKEN), List.of("subnet-1"),
				Map.of("GitlabUrl", "https://gitlab.example.com/", "OnDemandBase", "2"), null, null, null);
	}

	@Test
	void theManagersSubnetStaysTheFirst() {
		LaunchForm today = new Baseline(this.blueprint, this.blueprint.preset("own")).blank("eu-west-1", "")
			.with("SubnetIds", "subnet-c,subnet-a");
		LaunchForm chosen = today.with("SubnetIds", "subnet-a,subnet-b,subnet-c");
		assertThat(chosen.inOrderOf(today).subnetIds()).containsExactly("subnet-c", "subnet-a", "subnet-b");
	}

	@Test
	void whatAChangeLeavesOutStays() {
		LaunchForm today = new Baseline(this.blueprint, this.blueprint.preset("own"))
			.blank("eu-west-1", "https://gitlab.com/")
			.named("blue");
		LaunchForm change = new LaunchForm(null, "red", null, "docker-machine", null, null,
				Map.of("CacheExpirationInDays", "7"), null, null, null)
			.over(today);
		assertThat(change.name()).isEqualTo("blue");
		assertThat(change.blueprint()).isEqualTo("docker-autoscaler");
		assertThat(change.parameters()).containsEntry("CacheExpirationInDays", "7")
			.containsEntry("GitlabUrl", "https://gitlab.com/");
	}

}
