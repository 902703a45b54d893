package dev.runnerfleet.sandbox;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** The buckets that stacks of one region have made, those that outlived them included. */
class Buckets {

	private final StackRegistry stacks;

	private final Touches touches;

	Buckets(StackRegistry stacks, Touches touches) {
		this.stacks = stacks;
		this.touches = touches;
	}

	List<Bucket> all() {
		List<Bucket> buckets = new ArrayList<>();
		this.stacks.all().forEach((history) -> buckets.addAll(of(history, this.touches)));
		return buckets;
	}

	@Nullable Bucket find(String name) {
		return all().stream().filter((bucket) -> bucket.name().equals(name)).findFirst().orElse(null);
	}

	/** Deletes versions for good. */
	void delete(Bucket bucket, BitSet positions) {
		this.touches.put(bucket.name(), Touch.Kind.EMPTIED, this.stacks.now(), bucket.deleting(positions));
	}

	/** The buckets of one stack that exist. */
	static List<Bucket> of(History history, Touches touches) {
		return history.things("AWS::S3::Bucket")
			.stream()
			.filter((thing) -> thing.goneAt() == null)
			.map((thing) -> Bucket.of(thing, history, touches))
			.toList();
	}

}
