package dev.runnerfleet.cleanup;

import dev.runnerfleet.aws.Place;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CacheBucketTest {

	private final Leftovers aws = new Leftovers();

	private final CacheBucket cache = new CacheBucket(this.aws);

	@Test
	void allVersionsAndMarkersGoABatchAtATime() {
		this.aws.fill(2500);
		assertThat(some()).isEqualTo(new CacheBucket.Batch(true, 1000, 0, ""));
		assertThat(some().deleted()).isEqualTo(1000);
		assertThat(some().deleted()).isEqualTo(500);
		assertThat(some().last()).isTrue();
		assertThat(this.aws.objects).isEmpty();
		assertThat(this.aws.batches).containsExactly(1000, 1000, 500);
	}

	@Test
	void whatS3DoesNotDeleteIsToldInItsWords() {
		this.aws.fill(100);
		this.aws.undeletable.add("cache/00007");
		CacheBucket.Batch first = some();
		assertThat(first).isEqualTo(new CacheBucket.Batch(true, 98, 2, "The object is locked (cache/00007)"));
		assertThat(first.stuck()).isFalse();
		assertThat(some().stuck()).isTrue();
	}

	@Test
	void aBucketThatIsNotThereIsEmptyAlready() {
		this.aws.bucket = false;
		assertThat(some()).isEqualTo(new CacheBucket.Batch(false, 0, 0, ""));
		assertThat(some().last()).isTrue();
		assertThat(this.cache.look(Place.in("eu-central-1"), "gone")).isEqualTo(RemainingParts.NOT_FOUND);
	}

	@Test
	void aDeleteMarkerAloneMakesABucketNotEmpty() {
		assertThat(this.cache.look(Place.in("eu-central-1"), "cache").count()).isZero();
		this.aws.fill(1);
		assertThat(this.aws.objects).allMatch((object) -> object.versionId().startsWith("marker"));
		assertThat(this.cache.look(Place.in("eu-central-1"), "cache").count()).isOne();
	}

	private CacheBucket.Batch some() {
		return this.cache.deleteSome(Place.in("eu-central-1"), "cache");
	}

}
