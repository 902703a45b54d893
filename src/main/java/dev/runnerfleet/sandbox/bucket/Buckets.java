package dev.runnerfleet.sandbox.bucket;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import dev.runnerfleet.sandbox.cloudformation.ManualChanges;
import dev.runnerfleet.sandbox.cloudformation.StackRegistry;
import dev.runnerfleet.sandbox.story.History;
import org.jspecify.annotations.Nullable;

/** The buckets that stacks of one region have made, those that outlived them included. */
public class Buckets {

	private final StackRegistry stacks;

	private final ManualChanges manualChanges;

	public Buckets(StackRegistry stacks, ManualChanges manualChanges) {
		this.stacks = stacks;
		this.manualChanges = manualChanges;
	}

	List<Bucket> all() {
		List<Bucket> buckets = new ArrayList<>();
		this.stacks.all().forEach((history) -> buckets.addAll(of(history, this.manualChanges)));
		return buckets;
	}

	@Nullable Bucket find(String name) {
		return all().stream().filter((bucket) -> bucket.name().equals(name)).findFirst().orElse(null);
	}

	/** Deletes versions for good. */
	void delete(Bucket bucket, BitSet positions) {
		this.manualChanges.put(bucket.name(), ManualChanges.Change.Kind.EMPTIED, this.stacks.now(),
				bucket.deleting(positions));
	}

	/** Whether a bucket that a stack made has anything in it, and so does not go. */
	public static boolean isUsed(History.MadeResource bucket, History history, ManualChanges manualChanges) {
		return !Bucket.of(bucket, history, manualChanges).isEmpty();
	}

	/** The buckets of one stack that exist. */
	static List<Bucket> of(History history, ManualChanges manualChanges) {
		return history.things("AWS::S3::Bucket")
			.stream()
			.filter((thing) -> thing.goneAt() == null)
			.map((thing) -> Bucket.of(thing, history, manualChanges))
			.toList();
	}

}
