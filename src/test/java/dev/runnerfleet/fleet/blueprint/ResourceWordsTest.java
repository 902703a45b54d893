package dev.runnerfleet.fleet.blueprint;

import java.util.List;
import java.util.stream.Stream;

import dev.runnerfleet.stack.preview.Preview.ResourceChange;
import dev.runnerfleet.stack.preview.Preview.ResourceChange.Action;
import dev.runnerfleet.stack.preview.Preview.ResourceChange.Property;
import dev.runnerfleet.stack.preview.Preview.ResourceChange.Replacement;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ResourceWordsTest {

	private static final String GROUP = "AWS::AutoScaling::AutoScalingGroup";

	@Test
	void aManagerInAGroupIsFollowedByAnotherOnceItsJobsHaveEnded() {
		ResourceChange template = change(Action.MODIFY, "ManagerTemplate", "AWS::EC2::LaunchTemplate");
		assertThat(ResourceWords.isFollowed(template)).isTrue();
		assertThat(ResourceWords.meaning(template)).contains("finishes its running jobs", "the old one stays");
		ResourceChange group = change(Action.MODIFY, "ManagerGroup", GROUP);
		assertThat(ResourceWords.isFollowed(group)).isFalse();
		assertThat(ResourceWords.meaning(group)).contains("within about a minute").doesNotContain("workers");
		ResourceChange moved = new ResourceChange(Action.MODIFY, "ManagerGroup", null, GROUP, Replacement.NEVER,
				List.of(new Property("VPCZoneIdentifier.0", Replacement.NEVER, "subnet-1", "subnet-2")));
		assertThat(ResourceWords.isFollowed(moved)).isTrue();
		assertThat(ResourceWords.meaning(moved)).contains("finishes its running jobs");
	}

	@Test
	void theWorkersKeepTheirWords() {
		ResourceChange template = change(Action.MODIFY, "WorkerTemplate", "AWS::EC2::LaunchTemplate");
		assertThat(ResourceWords.isFollowed(template)).isFalse();
		assertThat(ResourceWords.meaning(template)).startsWith("New workers start with it.");
		assertThat(ResourceWords.meaning(change(Action.MODIFY, "WorkerGroup", GROUP))).contains("its workers");
		assertThat(ResourceWords.meaning(change(Action.ADD, "WorkerGroup", GROUP))).isNull();
	}

	@Test
	void aFleetThatGetsTheGroupKeepsItsJobs() {
		assertThat(ResourceWords.meaning(change(Action.ADD, "ManagerGroup", GROUP))).contains("when one is lost");
		assertThat(ResourceWords.meaning(change(Action.REMOVE, "Manager", "AWS::EC2::Instance")))
			.contains("finishes its running jobs first");
	}

	@Test
	void anotherKeySaysWhatBecomesOfTheCacheAndTheToken() {
		assertThat(ResourceWords.meaning(modified("CacheBucket", "AWS::S3::Bucket",
				"BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault.KMSMasterKeyID")))
			.contains("jobs cache them anew");
		assertThat(ResourceWords.meaning(modified("RunnerTokenSecret", "AWS::SecretsManager::Secret", "KmsKeyId")))
			.contains("give a new runner token");
		assertThat(ResourceWords
			.meaning(modified("RunnerTokenSecret", "AWS::SecretsManager::Secret", "KmsKeyId", "SecretString")))
			.contains("GitLab has accepted it");
	}

	private static ResourceChange modified(String logicalId, String type, String... properties) {
		return new ResourceChange(Action.MODIFY, logicalId, null, type, Replacement.NEVER,
				Stream.of(properties).map((name) -> new Property(name, Replacement.NEVER, "a", "b")).toList());
	}

	private static ResourceChange change(Action action, String logicalId, String type) {
		return new ResourceChange(action, logicalId, null, type, Replacement.NEVER, List.of());
	}

}
