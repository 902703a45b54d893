package dev.runnerfleet.cleanup;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Place;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

import org.springframework.stereotype.Component;

/**
 * Empties a bucket for good, with all versions and delete markers: CloudFormation deletes
 * none that has any of them.
 */
@Component
public class CacheBucket {

	/** What S3 takes in one call. */
	private static final int BATCH = 1000;

	private final Aws aws;

	CacheBucket(Aws aws) {
		this.aws = aws;
	}

	/**
	 * What a batch came to.
	 *
	 * @param found whether the bucket is there
	 * @param deleted how many versions and delete markers went
	 * @param kept how many S3 did not delete
	 * @param complaint S3's words about one of those, blank if there are none
	 */
	public record Batch(boolean found, int deleted, int kept, String complaint) {

		/** Whether the bucket is empty, or not there. */
		public boolean last() {
			return this.deleted == 0 && this.kept == 0;
		}

		/** Whether there is no use in another batch. */
		public boolean stuck() {
			return this.deleted == 0 && this.kept > 0;
		}

	}

	/**
	 * Deletes up to 1,000 versions and delete markers. What is deleted is listed no more,
	 * so the next batch goes on where this one ended, whoever asks for it.
	 * @param place where the bucket is
	 * @param bucket its name
	 * @return what this batch came to
	 * @throws AwsFailure if AWS refused or did not answer
	 */
	public Batch deleteSome(Place place, String bucket) {
		Optional<List<ObjectIdentifier>> listed = list(place, bucket, BATCH);
		if (listed.isEmpty() || listed.get().isEmpty()) {
			return new Batch(listed.isPresent(), 0, 0, "");
		}
		DeleteObjectsResponse answer = AwsFailure.guard("s3:DeleteObjectVersion", () -> this.aws.s3(place)
			.deleteObjects(
					(request) -> request.bucket(bucket).delete((delete) -> delete.objects(listed.get()).quiet(true))));
		List<S3Error> errors = answer.errors();
		return new Batch(true, listed.get().size() - errors.size(), errors.size(), words(errors));
	}

	/**
	 * Looks whether there is anything in a bucket.
	 * @param place where the bucket is
	 * @param bucket its name
	 * @return 1 if there is anything, 0 if there is nothing
	 * @throws AwsFailure if AWS refused or did not answer
	 */
	public RemainingParts look(Place place, String bucket) {
		return list(place, bucket, 1).map((found) -> new RemainingParts(true, found.size()))
			.orElse(RemainingParts.NOT_FOUND);
	}

	private Optional<List<ObjectIdentifier>> list(Place place, String bucket, int most) {
		try {
			ListObjectVersionsResponse page = AwsFailure.guard("s3:ListBucketVersions",
					() -> this.aws.s3(place).listObjectVersions((request) -> request.bucket(bucket).maxKeys(most)));
			return Optional.of(Stream
				.concat(page.versions().stream().map((version) -> identifier(version.key(), version.versionId())),
						page.deleteMarkers().stream().map((marker) -> identifier(marker.key(), marker.versionId())))
				.toList());
		}
		catch (AwsFailure ex) {
			if (ex.kind() == AwsFailure.Kind.NOT_FOUND) {
				return Optional.empty();
			}
			throw ex;
		}
	}

	private static ObjectIdentifier identifier(String key, String version) {
		return ObjectIdentifier.builder().key(key).versionId(version).build();
	}

	/** The most frequent reason, with one of the keys that it holds for. */
	private static String words(List<S3Error> errors) {
		return errors.stream()
			.collect(Collectors.groupingBy(S3Error::code))
			.values()
			.stream()
			.max((left, right) -> Integer.compare(left.size(), right.size()))
			.map((alike) -> alike.get(0))
			.map((error) -> "%s (%s)".formatted((error.message() != null) ? error.message() : error.code(),
					error.key()))
			.orElse("");
	}

}
