package dev.runnerfleet.sandbox;

import java.util.ArrayList;
import java.util.List;

import dev.runnerfleet.aws.Place;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.DeletionMode;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BucketTest {

	private static final int OBJECTS = 2500;

	private final SandboxFixture sandbox = new SandboxFixture();

	private String stackId = "";

	private String bucket = "";

	@Test
	void aFleetsBucketIsListedPageByPage() {
		launch("blue");
		ListObjectVersionsResponse first = s3().listObjectVersions((request) -> request.bucket(this.bucket));
		assertThat(first.isTruncated()).isTrue();
		assertThat(first.versions().size() + first.deleteMarkers().size()).isEqualTo(1000);
		assertThat(first.deleteMarkers()).isNotEmpty();
		List<ObjectIdentifier> all = listed();
		assertThat(all).hasSize(OBJECTS).doesNotHaveDuplicates();
	}

	@Test
	void whatIsDeletedStaysDeleted() {
		launch("blue");
		List<ObjectIdentifier> all = listed();
		delete(all.subList(500, 1500));
		this.sandbox.restart();
		assertThat(listed()).hasSize(1500).doesNotContainAnyElementsOf(all.subList(500, 1500));
		assertThatExceptionOfType(S3Exception.class).isThrownBy(() -> delete(all.subList(0, 1001)))
			.withMessageContaining("The XML you provided was not well-formed");
	}

	@Test
	void aStackWhoseBucketIsFullCannotBeDeleted() {
		launch("blue");
		deleteStack();
		assertThat(this.sandbox.status(this.stackId)).isEqualTo("DELETE_FAILED");
		assertThat(this.sandbox.stack("blue").stackStatusReason())
			.isEqualTo("The following resource(s) failed to delete: [CacheBucket]. ");
		assertThat(this.sandbox.story("blue", "CacheBucket").get(4)).startsWith("DELETE_FAILED")
			.contains("The bucket you tried to delete is not empty. You must delete all versions in the bucket.");
		assertThat(this.sandbox.story("blue", "Manager")).endsWith("DELETE_COMPLETE");
		empty();
		deleteStack();
		assertThat(this.sandbox.status(this.stackId)).isEqualTo("DELETE_COMPLETE");
		assertThatExceptionOfType(NoSuchBucketException.class).isThrownBy(this::listed);
	}

	@Test
	void aBucketThatWillNotGoCanBeRetained() {
		launch("blue");
		assertThatExceptionOfType(CloudFormationException.class)
			.isThrownBy(() -> this.sandbox.cloudFormation()
				.deleteStack((request) -> request.stackName("blue").retainResources("CacheBucket")))
			.withMessageContaining("DELETE_FAILED");
		deleteStack();
		assertThatExceptionOfType(CloudFormationException.class)
			.isThrownBy(() -> this.sandbox.cloudFormation()
				.deleteStack((request) -> request.stackName("blue").retainResources("Manager")))
			.withMessageContaining("Do not specify resources that are in the DELETE_COMPLETE state.");
		this.sandbox.cloudFormation()
			.deleteStack((request) -> request.stackName("blue").retainResources("CacheBucket"));
		this.sandbox.untilSettled(this.stackId);
		assertThat(this.sandbox.status(this.stackId)).isEqualTo("DELETE_COMPLETE");
		assertThat(this.sandbox.story(this.stackId, "CacheBucket")).endsWith("DELETE_SKIPPED");
		assertThat(listed()).hasSize(OBJECTS);
	}

	@Test
	void aStackCanBeForcedToGo() {
		launch("blue");
		deleteStack();
		this.sandbox.cloudFormation()
			.deleteStack((request) -> request.stackName("blue").deletionMode(DeletionMode.FORCE_DELETE_STACK));
		this.sandbox.untilSettled(this.stackId);
		assertThat(this.sandbox.status(this.stackId)).isEqualTo("DELETE_COMPLETE");
		assertThat(listed()).hasSize(OBJECTS);
	}

	@Test
	void aLockedFileRefusesToGo() {
		launch("blue-locked");
		DeleteObjectsResponse answer = delete(listed().subList(0, 10));
		assertThat(answer.errors()).hasSize(3).extracting(S3Error::code).containsOnly("AccessDenied");
		assertThat(answer.deleted()).hasSize(7);
	}

	private void launch(String name) {
		this.sandbox.cacheObjects = OBJECTS;
		this.sandbox.restart();
		this.stackId = this.sandbox.create(name, "production");
		this.sandbox.untilSettled(name);
		this.bucket = this.sandbox.stack(name).outputs().get(0).outputValue();
	}

	private void deleteStack() {
		this.sandbox.cloudFormation().deleteStack((request) -> request.stackName(this.stackId));
		this.sandbox.untilSettled(this.stackId);
	}

	private void empty() {
		List<ObjectIdentifier> all = listed();
		for (int from = 0; from < all.size(); from += 1000) {
			delete(all.subList(from, Math.min(from + 1000, all.size())));
		}
	}

	private DeleteObjectsResponse delete(List<ObjectIdentifier> objects) {
		return s3()
			.deleteObjects((request) -> request.bucket(this.bucket).delete((deletion) -> deletion.objects(objects)));
	}

	private List<ObjectIdentifier> listed() {
		List<ObjectIdentifier> all = new ArrayList<>();
		s3().listObjectVersionsPaginator((request) -> request.bucket(this.bucket)).forEach((page) -> {
			page.versions().forEach((version) -> all.add(identifier(version.key(), version.versionId())));
			page.deleteMarkers().forEach((marker) -> all.add(identifier(marker.key(), marker.versionId())));
		});
		return all;
	}

	private static ObjectIdentifier identifier(String key, String versionId) {
		return ObjectIdentifier.builder().key(key).versionId(versionId).build();
	}

	private S3Client s3() {
		return this.sandbox.aws.s3(Place.in(this.sandbox.aws.defaultRegion()));
	}

}
