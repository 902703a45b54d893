package dev.runnerfleet.sandbox.bucket;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;

import dev.runnerfleet.sandbox.account.Ids;
import dev.runnerfleet.sandbox.cloudformation.ManualChanges;
import dev.runnerfleet.sandbox.story.History;

/**
 * A bucket with what its fleet's jobs have cached: three versions of each file, the
 * newest of every fifth being a delete marker.
 *
 * @param name the bucket's name
 * @param createdAt when it came into being
 * @param objects how many versions and markers it had before anybody deleted one
 * @param deleted which of them were deleted, by position
 */
record Bucket(String name, Instant createdAt, int objects, BitSet deleted) {

	private static final int VERSIONS = 3;

	/** Whoever names a bucket so finds a file in it that cannot be deleted. */
	static final String LOCKED = "locked";

	static Bucket of(History.MadeResource thing, History history, ManualChanges manualChanges) {
		// A bucket that came later, in another's place, is empty.
		boolean used = history.operatesSince().filter((since) -> !thing.createdAt().isAfter(since)).isPresent();
		BitSet deleted = manualChanges.find(thing.physicalId(), ManualChanges.Change.Kind.EMPTIED)
			.filter((manualChange) -> manualChange.at().isAfter(thing.createdAt()))
			.map((manualChange) -> BitSet.valueOf(Base64.getDecoder().decode(manualChange.detail())))
			.orElseGet(BitSet::new);
		return new Bucket(thing.physicalId(), thing.createdAt(), used ? history.stack().cacheObjects() : 0, deleted);
	}

	boolean isEmpty() {
		return this.deleted.cardinality() >= this.objects;
	}

	/** Everything in the bucket as S3 lists it: by key, the newest version first. */
	List<Version> versions() {
		List<Version> versions = new ArrayList<>();
		String lastKey = "";
		for (int position = this.deleted.nextClearBit(0); position < this.objects; position = this.deleted
			.nextClearBit(position + 1)) {
			Version version = version(position, lastKey);
			versions.add(version);
			lastKey = version.key();
		}
		return versions;
	}

	/** Where a version is in the bucket, or was; -1 if there never was one. */
	int position(String key, String versionId) {
		String number = key.replaceFirst("^project/(\\d{5})/.*", "$1");
		if (number.matches("\\d{5}")) {
			int first = Integer.parseInt(number) * VERSIONS;
			for (int position = first; position < Math.min(first + VERSIONS, this.objects); position++) {
				if (versionId(position).equals(versionId) && key(position).equals(key)) {
					return position;
				}
			}
		}
		return -1;
	}

	boolean isLocked(int position) {
		return position < VERSIONS && this.name.contains(LOCKED);
	}

	/** What remembers the deletion of versions, those deleted before included. */
	String deleting(BitSet positions) {
		BitSet all = (BitSet) this.deleted.clone();
		all.or(positions);
		return Base64.getEncoder().encodeToString(all.toByteArray());
	}

	private Version version(int position, String lastKey) {
		String key = key(position);
		boolean marker = position % VERSIONS == 0 && (position / VERSIONS) % 5 == 4;
		Instant modified = this.createdAt.plus(Duration.ofMinutes(this.objects - position));
		long size = marker ? 0 : 1024L * (64 + Ids.number(4096, this.name, position));
		return new Version(key, versionId(position), marker, !key.equals(lastKey), modified, size);
	}

	private String key(int position) {
		int file = position / VERSIONS;
		return "project/%05d/runner/default-%d/cache.zip".formatted(file, 1 + file % 3);
	}

	private String versionId(int position) {
		return Ids.uuid(this.name, position).replace("-", "");
	}

	/**
	 * A version of a file.
	 *
	 * @param key the file's name
	 * @param id the version's id
	 * @param isDeleteMarker whether it says that the file is deleted
	 * @param isLatest whether no newer version is left
	 * @param modifiedAt when it was written
	 * @param size in bytes
	 */
	record Version(String key, String id, boolean isDeleteMarker, boolean isLatest, Instant modifiedAt, long size) {

	}

}
