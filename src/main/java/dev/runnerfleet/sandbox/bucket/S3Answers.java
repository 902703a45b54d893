package dev.runnerfleet.sandbox.bucket;

import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Error;

/** Puts what is in a bucket into S3's words. */
final class S3Answers {

	private S3Answers() {
	}

	static ObjectVersion version(Bucket.Version version) {
		return ObjectVersion.builder()
			.key(version.key())
			.versionId(version.id())
			.isLatest(version.isLatest())
			.lastModified(version.modifiedAt())
			.size(version.size())
			.storageClass("STANDARD")
			.build();
	}

	static DeleteMarkerEntry marker(Bucket.Version version) {
		return DeleteMarkerEntry.builder()
			.key(version.key())
			.versionId(version.id())
			.isLatest(version.isLatest())
			.lastModified(version.modifiedAt())
			.build();
	}

	static S3Error error(ObjectIdentifier object, String code, String message) {
		return S3Error.builder().key(object.key()).versionId(object.versionId()).code(code).message(message).build();
	}

}
