package dev.runnerfleet.sandbox.story;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.runnerfleet.sandbox.account.Ids;
import dev.runnerfleet.sandbox.account.SandboxAccount;

/**
 * A stack as the sandbox remembers it: what was asked for, from which all that happens
 * follows.
 *
 * @param id the ARN
 * @param region the region's code
 * @param name the stack's name
 * @param createdAt when it was asked for, to the millisecond
 * @param terminationProtection whether it refuses to be deleted
 * @param tags tags in the order given
 * @param cacheObjects how many object versions its jobs leave in its bucket
 * @param operations what was asked of it, oldest first; the first creates it
 */
public record SandboxStack(String id, String region, String name, Instant createdAt, boolean terminationProtection,
		Map<String, String> tags, int cacheObjects, List<SandboxOperation> operations) {

	public static String arn(String region, String name, Instant createdAt) {
		return "arn:aws:cloudformation:%s:%s:stack/%s/%s".formatted(region, SandboxAccount.ID, name,
				Ids.uuid(region, name, createdAt));
	}

	public SandboxOperation creation() {
		return this.operations.get(0);
	}

	public SandboxOperation latest() {
		return this.operations.get(this.operations.size() - 1);
	}

	/** When an update was asked for last, empty if none ever was. */
	public Optional<Instant> updatedAt() {
		return this.operations.stream()
			.filter((operation) -> operation.kind() == SandboxOperation.Kind.UPDATE)
			.map(SandboxOperation::startedAt)
			.reduce((first, second) -> second);
	}

	public SandboxStack with(SandboxOperation operation) {
		return with(Stream.concat(this.operations.stream(), Stream.of(operation)).toList());
	}

	/** The stack as it was before more than some operations were asked of it. */
	public SandboxStack first(int operations) {
		return with(this.operations.subList(0, operations));
	}

	private SandboxStack with(List<SandboxOperation> operations) {
		return new SandboxStack(this.id, this.region, this.name, this.createdAt, this.terminationProtection, this.tags,
				this.cacheObjects, List.copyOf(operations));
	}

}
