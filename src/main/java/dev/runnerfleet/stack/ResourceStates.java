package dev.runnerfleet.stack;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Folds what AWS tells into the states of a stack's resources, in whatever order it tells
 * it: within one piece of work none goes back.
 */
class ResourceStates {

	private final @Nullable String arn;

	private final Map<String, StackResource> all = new LinkedHashMap<>();

	private final Map<String, StackResource> touched = new LinkedHashMap<>();

	private Instant since = Instant.EPOCH;

	/**
	 * Begins with what is known.
	 * @param arn AWS's id of the stack
	 * @param known its resources
	 * @param begun events by which work on the whole stack began
	 */
	ResourceStates(@Nullable String arn, List<StackResource> known, List<StackEvent> begun) {
		this.arn = arn;
		known.forEach((resource) -> this.all.put(resource.logicalId(), resource));
		begun.forEach(this::begin);
	}

	void take(StackEvent event) {
		if (event.aboutStack(this.arn)) {
			begin(event);
			return;
		}
		StackResource before = this.all.get(event.logicalId());
		put((before != null) ? before.after(event, this.since) : StackResource.first(event));
	}

	/** Takes a resource over as AWS lists it. */
	void take(StackResource listed) {
		StackResource before = this.all.get(listed.logicalId());
		put((before != null) ? before.asListed(listed) : listed);
	}

	Collection<StackResource> touched() {
		return this.touched.values();
	}

	/** How many are there as the template wants them. */
	int done() {
		return (int) this.all.values().stream().filter(StackResource::done).count();
	}

	/** Whether nothing is missing where a stack has ended like this. */
	boolean complete(StackStatus end, int total) {
		return switch (end.phase()) {
			case GONE -> true;
			case READY, UNCHANGED -> done() >= total && ended();
			default -> !this.all.isEmpty() && ended();
		};
	}

	private boolean ended() {
		return this.all.values().stream().allMatch((resource) -> resource.finishedAt() != null);
	}

	/** Cleaning up belongs to the work before it. */
	private void begin(StackEvent event) {
		if (event.inProgress() && !event.status().contains("CLEANUP") && event.at().isAfter(this.since)) {
			this.since = event.at();
		}
	}

	private void put(StackResource resource) {
		StackResource before = this.all.put(resource.logicalId(), resource);
		if (!resource.equals(before)) {
			this.touched.put(resource.logicalId(), resource);
		}
	}

}
