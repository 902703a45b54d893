package dev.runnerfleet.fleet.adoption;

import java.util.Map;
import java.util.Set;

import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.fleet.blueprint.OriginalTemplate;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LikenessTest {

	private static final Blueprint BLUEPRINT = new Blueprints().first();

	@Test
	void itsValuesComeAlongUnderTheirNewNames() {
		Likeness like = Likeness.of(Map.ofEntries(Map.entry("VpcId", "vpc-0a1b2c3d"),
				Map.entry("SubnetId", "subnet-0a1b2c3d"), Map.entry("GitlabUrl", "https://gitlab.example.com/"),
				Map.entry("ManagerKeyPair", "ada"), Map.entry("ManagerInstanceType", "t3.micro"),
				Map.entry("CacheExpirationInDays", "7"), Map.entry("GitlabDockerImage", "ruby:3.3"),
				Map.entry("GitlabMaxBuilds", "5"), Map.entry("GitlabMaxConcurrentBuilds", "20"),
				Map.entry("GitlabCheckInterval", "3"), Map.entry("GitlabIdleCount", "2"),
				Map.entry("GitlabIdleTime", "600"), Map.entry("GitlabOffPeakTimezone", "Europe/Zurich"),
				Map.entry("GitlabOffPeakIdleCount", "1"), Map.entry("GitlabOffPeakIdleTime", "300"),
				Map.entry("GitlabRunnerInstanceType", "m5.large"), Map.entry("GitLabRunnerSpotInstance", "Yes"),
				Map.entry("SpotInstancePrice", "0.05"), Map.entry("CacheBucketName", "taken"),
				Map.entry("ManagerImageId", "ami-0123456789abcdef0"), Map.entry("GitlabToken", "****")), BLUEPRINT);
		assertThat(like.values()).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(Map.entry("VpcId", "vpc-0a1b2c3d"),
				Map.entry("SubnetIds", "subnet-0a1b2c3d"), Map.entry("GitlabUrl", "https://gitlab.example.com/"),
				Map.entry("ManagerKeyPair", "ada"), Map.entry("ManagerInstanceType", "t3.micro"),
				Map.entry("CacheExpirationInDays", "7"), Map.entry("DockerImage", "ruby:3.3"),
				Map.entry("MaxBuildsPerWorker", "5"), Map.entry("MaxConcurrentBuilds", "20"),
				Map.entry("CheckInterval", "3"), Map.entry("IdleCount", "2"), Map.entry("IdleTime", "600"),
				Map.entry("Timezone", "Europe/Zurich"), Map.entry("OffPeakIdleCount", "1"),
				Map.entry("OffPeakIdleTime", "300"), Map.entry("WorkerInstanceType", "m5.large"),
				Map.entry("OnDemandPercentage", "0"), Map.entry("SpotMaxPrice", "0.05")));
		assertThat(like.left()).anyMatch((sentence) -> sentence.startsWith("The token: "))
			.anyMatch((sentence) -> sentence.startsWith("The cache: "));
	}

	@Test
	void whatIsNotTakenAnyMoreIsSaid() {
		Likeness like = Likeness.of(Map.of("GitlabMaxConcurrentBuilds", "5000", "GitlabUrl",
				"https://user@gitlab.example.com/", "GitLabRunnerSpotInstance", "No", "SpotInstancePrice", "0.08"),
				BLUEPRINT);
		assertThat(like.values()).isEmpty();
		assertThat(like.left()).anyMatch((sentence) -> sentence.startsWith("Jobs at once: "))
			.anyMatch((sentence) -> sentence.startsWith("GitLab URL: "));
	}

	@Test
	void itIsKnownByWhatItAsksForAndCreates() {
		assertThat(OriginalTemplate.asksFor(
				Set.of("GitlabToken", "GitlabRunnerInstanceType", "GitlabMaxBuilds", "GitlabDockerImage", "VpcId")))
			.isTrue();
		assertThat(OriginalTemplate.asksFor(Set.of("GitlabToken", "VpcId"))).isFalse();
		assertThat(OriginalTemplate.asksFor(Set.of("RunnerToken", "GitlabUrl"))).isFalse();
		assertThat(OriginalTemplate.creates(Set.of("AWS::EC2::Instance", "AWS::S3::Bucket", "AWS::IAM::Role")))
			.isTrue();
		assertThat(OriginalTemplate.creates(Set.of("AWS::S3::Bucket"))).isFalse();
	}

}
