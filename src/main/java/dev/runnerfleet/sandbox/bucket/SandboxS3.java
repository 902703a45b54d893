package dev.runnerfleet.sandbox.bucket;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import dev.runnerfleet.sandbox.account.Ids;
import dev.runnerfleet.sandbox.account.SandboxAccount;
import dev.runnerfleet.sandbox.cloudformation.StackRegistry;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.DeletedObject;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Speaks S3 for the buckets of one region: what is in them, and how it goes. */
public class SandboxS3 implements S3Client {

	private static final int MAX_KEYS = 1000;

	private final Buckets buckets;

	private final StackRegistry stacks;

	public SandboxS3(Buckets buckets, StackRegistry stacks) {
		this.buckets = buckets;
		this.stacks = stacks;
	}

	@Override
	public HeadBucketResponse headBucket(HeadBucketRequest request) {
		if (SandboxAccount.isTaken(request.bucket())) {
			throw refusal(S3Exception.builder(), 403, "403", "Forbidden");
		}
		existing(request.bucket());
		return HeadBucketResponse.builder().bucketRegion(this.stacks.region()).build();
	}

	@Override
	public ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request) {
		Bucket bucket = existing(request.bucket());
		int max = (request.maxKeys() != null) ? Math.min(request.maxKeys(), MAX_KEYS) : MAX_KEYS;
		List<Bucket.Version> rest = bucket.versions()
			.stream()
			.filter((version) -> request.prefix() == null || version.key().startsWith(request.prefix()))
			.filter((version) -> isAfterMarker(version, bucket, request))
			.toList();
		List<Bucket.Version> page = rest.subList(0, Math.min(max, rest.size()));
		boolean truncated = page.size() < rest.size() && !page.isEmpty();
		Bucket.Version last = truncated ? page.get(page.size() - 1) : null;
		return ListObjectVersionsResponse.builder()
			.name(bucket.name())
			.prefix(request.prefix())
			.maxKeys(max)
			.keyMarker(request.keyMarker())
			.versionIdMarker(request.versionIdMarker())
			.isTruncated(truncated)
			.nextKeyMarker((last != null) ? last.key() : null)
			.nextVersionIdMarker((last != null) ? last.id() : null)
			.versions(page.stream().filter((version) -> !version.isDeleteMarker()).map(S3Answers::version).toList())
			.deleteMarkers(page.stream().filter(Bucket.Version::isDeleteMarker).map(S3Answers::marker).toList())
			.build();
	}

	@Override
	public DeleteObjectsResponse deleteObjects(DeleteObjectsRequest request) {
		if (request.delete().objects().isEmpty() || request.delete().objects().size() > MAX_KEYS) {
			throw refusal(S3Exception.builder(), 400, "MalformedXML",
					"The XML you provided was not well-formed or did not validate against our published schema");
		}
		return this.stacks.exclusively(() -> {
			Bucket bucket = existing(request.bucket());
			BitSet gone = new BitSet();
			List<DeletedObject> deleted = new ArrayList<>();
			List<S3Error> errors = new ArrayList<>();
			for (ObjectIdentifier object : request.delete().objects()) {
				int position = (object.versionId() != null) ? bucket.position(object.key(), object.versionId()) : -1;
				if (object.versionId() == null) {
					errors.add(S3Answers.error(object, "NotImplemented", "The sandbox deletes versions only."));
				}
				else if (position >= 0 && bucket.isLocked(position)) {
					errors.add(S3Answers.error(object, "AccessDenied", "Access Denied"));
				}
				else {
					deleted.add(DeletedObject.builder().key(object.key()).versionId(object.versionId()).build());
					if (position >= 0) {
						gone.set(position);
					}
				}
			}
			this.buckets.delete(bucket, gone);
			return DeleteObjectsResponse.builder()
				.deleted(Boolean.TRUE.equals(request.delete().quiet()) ? List.of() : deleted)
				.errors(errors)
				.build();
		});
	}

	@Override
	public String serviceName() {
		return SERVICE_NAME;
	}

	@Override
	public void close() {
	}

	private Bucket existing(String name) {
		Bucket bucket = this.buckets.find(name);
		if (bucket == null) {
			throw refusal(NoSuchBucketException.builder(), 404, "NoSuchBucket", "The specified bucket does not exist");
		}
		return bucket;
	}

	private static boolean isAfterMarker(Bucket.Version version, Bucket bucket, ListObjectVersionsRequest request) {
		if (request.keyMarker() == null) {
			return true;
		}
		int order = version.key().compareTo(request.keyMarker());
		if (order != 0 || request.versionIdMarker() == null) {
			return order > 0;
		}
		return bucket.position(version.key(), version.id()) > bucket.position(request.keyMarker(),
				request.versionIdMarker());
	}

	private static AwsServiceException refusal(AwsServiceException.Builder builder, int status, String code,
			String message) {
		return builder.statusCode(status)
			.message(message)
			.requestId(Ids.uuid(code, message))
			.awsErrorDetails(AwsErrorDetails.builder().serviceName("S3").errorCode(code).errorMessage(message).build())
			.build();
	}

}
