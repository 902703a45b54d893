package dev.runnerfleet.fleet.blueprint;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tomlj.TomlTable;

import static dev.runnerfleet.fleet.blueprint.RenderedBlueprint.at;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A cache of 6 GB: S3 takes so much in parts only, for which GitLab Runner hands a job
 * the rights to its one file, out of a role that it may assume.
 */
@EnabledOnOs({ OS.LINUX, OS.MAC })
class LargeCacheTest {

	private static final String KEY = "arn:aws:kms:eu-central-1:123456789012:key/0123abcd-4567-89ab-cdef-0123456789ab";

	private static final String ROLE = "arn:aws:CacheRole:Arn";

	@TempDir
	private Path root;

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void theManagerAloneMayAssumeARoleThatPutsFilesIntoTheCacheAndDoesNothingElse(String blueprint) {
		RenderedBlueprint fleet = RenderedBlueprint.of(blueprint,
				Map.of("PermissionsBoundary", "arn:aws:iam::123456789012:policy/ci"));
		Map<String, Object> role = fleet.properties("CacheRole");
		assertThat(role).containsEntry("PermissionsBoundary", "arn:aws:iam::123456789012:policy/ci");
		assertThat(at(role, "AssumeRolePolicyDocument", "Statement")).isEqualTo(List.of(Map.of("Effect", "Allow",
				"Principal", Map.of("AWS", "arn:aws:ManagerRole:Arn"), "Action", "sts:AssumeRole")));
		assertThat(role.get("Policies").toString()).contains("s3:PutObject", "arn:aws:CacheBucket:Arn/*")
			.doesNotContain("s3:G", "s3:L", "s3:*", "Resource=*");
	}

	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void theRunnerUploadsInParts(String blueprint) throws Exception {
		ManagerHost manager = manager(RenderedBlueprint.of(blueprint, Map.of()));
		manager.boot();
		assertThat(manager.log()).contains("aws sts assume-role --role-arn " + ROLE);
		assertThat(cache(manager).getString("UploadRoleARN")).isEqualTo(ROLE);
		assertThat(cache(manager).contains("ServerSideEncryption")).isFalse();
		assertThat(manager.story()).doesNotContain("5 GB");
	}

	/** The rights that a job gets name the key only where the configuration does. */
	@Test
	void aKeyOfOnesOwnIsAmongTheRights() throws Exception {
		RenderedBlueprint fleet = RenderedBlueprint.of("docker-autoscaler", Map.of("KmsKeyArn", KEY));
		ManagerHost manager = manager(fleet);
		manager.boot();
		assertThat(cache(manager).getString("ServerSideEncryption")).isEqualTo("KMS");
		assertThat(cache(manager).getString("ServerSideEncryptionKeyID")).isEqualTo(KEY);
		assertThat(fleet.properties("CacheRole").get("Policies").toString()).contains("kms:GenerateDataKey", KEY);
	}

	/**
	 * A boundary or a missing way to STS must not cost the whole cache: files below the
	 * limit go by signed addresses.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "docker-autoscaler", "docker-machine" })
	void aRoleOutOfReachCostsTheLargeFilesAlone(String blueprint) throws Exception {
		ManagerHost manager = manager(RenderedBlueprint.of(blueprint, Map.of()));
		manager.environment.put("NO_STS", "1");
		manager.boot();
		assertThat(cache(manager).contains("UploadRoleARN")).isFalse();
		assertThat(cache(manager).getString("BucketName")).isEqualTo("CacheBucket");
		assertThat(manager.story())
			.contains("told: the cache takes no files above 5 GB: An error occurred (AccessDenied)");
		manager.environment.remove("NO_STS");
		assertThat(manager.run("update")).isZero();
		assertThat(manager.run("swap")).isZero();
		assertThat(cache(manager).getString("UploadRoleARN")).isEqualTo(ROLE);
	}

	private ManagerHost manager(RenderedBlueprint fleet) throws Exception {
		ManagerHost manager = new ManagerHost(this.root);
		manager.place(fleet);
		return manager;
	}

	private static TomlTable cache(ManagerHost manager) throws Exception {
		return manager.runner().getTable("cache.s3");
	}

}
