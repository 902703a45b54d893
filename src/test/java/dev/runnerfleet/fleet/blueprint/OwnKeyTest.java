package dev.runnerfleet.fleet.blueprint;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.runnerfleet.fleet.blueprint.RenderedBlueprint.at;
import static dev.runnerfleet.fleet.blueprint.RenderedBlueprint.list;
import static org.assertj.core.api.Assertions.assertThat;

/** A KMS key of one's own for whatever a fleet keeps. */
class OwnKeyTest {

	private static final String KEY = "arn:aws:kms:eu-central-1:123456789012:key/0123abcd-4567-89ab-cdef-0123456789ab";

	@Test
	void encryptsDisksCacheAndToken() {
		RenderedBlueprint fleet = fleet(KEY);
		assertThat(fleet.violations()).isEmpty();
		assertThat(disk(at(fleet.properties("WorkerTemplate"), "LaunchTemplateData"))).isEqualTo(KEY);
		assertThat(fleet.properties("RunnerTokenSecret")).containsEntry("KmsKeyId", KEY);
		Object rule = list(at(fleet.properties("CacheBucket"), "BucketEncryption", "ServerSideEncryptionConfiguration"))
			.get(0);
		assertThat(at(rule, "ServerSideEncryptionByDefault"))
			.isEqualTo(Map.of("SSEAlgorithm", "aws:kms", "KMSMasterKeyID", KEY));
		assertThat(at(rule, "BucketKeyEnabled")).isEqualTo(true);
		assertThat(disk(fleet.instance())).isEqualTo(KEY);
	}

	/** It signs the cache's addresses, and S3 asks for the key with its role then. */
	@Test
	void theManagersRoleUsesItAndNoOther() {
		assertThat(fleet(KEY).statements())
			.filteredOn((statement) -> list(at(statement, "Action")).contains("kms:GenerateDataKey"))
			.singleElement()
			.satisfies((statement) -> {
				assertThat(list(at(statement, "Action"))).contains("kms:Decrypt");
				assertThat(list(at(statement, "Resource"))).containsExactly("RunnerTokenSecret", KEY);
			});
	}

	@Test
	void withoutOneEverythingStaysUnderAwssKeys() {
		RenderedBlueprint fleet = fleet("");
		assertThat(fleet.properties("RunnerTokenSecret")).doesNotContainKey("KmsKeyId");
		assertThat(disk(at(fleet.properties("WorkerTemplate"), "LaunchTemplateData"))).isNull();
		assertThat(disk(fleet.instance())).isNull();
		assertThat(at(fleet.properties("CacheBucket"), "BucketEncryption", "ServerSideEncryptionConfiguration"))
			.isEqualTo(List.of(Map.of("ServerSideEncryptionByDefault", Map.of("SSEAlgorithm", "AES256"),
					"BucketKeyEnabled", true)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "alias/fleet", "arn:aws:kms:eu-central-1:123456789012:alias/fleet", "0123abcd",
			"arn:aws:kms:eu-central-1:123456789012:key/*", "arn:aws:kms:eu-central-1:123456789012:key/----" })
	void refusesWhatIsNotAKeysArn(String value) {
		assertThat(fleet(value).violations()).hasSize(1);
	}

	private static Object disk(Object machine) {
		return at(list(at(machine, "BlockDeviceMappings")).get(0), "Ebs", "KmsKeyId");
	}

	private static RenderedBlueprint fleet(String key) {
		return RenderedBlueprint.of("docker-autoscaler", Map.of("KmsKeyArn", key));
	}

}
