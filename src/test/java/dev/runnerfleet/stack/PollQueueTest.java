package dev.runnerfleet.stack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PollQueueTest {

	private static final Instant NOW = Instant.parse("2027-01-15T08:00:00Z");

	private final PollQueue queue = new PollQueue(StackFixture.PROPERTIES, () -> 0.5);

	@Test
	void whatAReaderWouldMissComesBeforeWhatMayBeLate() {
		TrackedOperation late = ended("late", false, LateEvents.READ, NOW.minusSeconds(50));
		TrackedOperation partial = ended("partial", true, LateEvents.READ, NOW.minusSeconds(1));
		TrackedOperation unread = ended("unread", false, LateEvents.TOLD, NOW.minusSeconds(2));
		this.queue.refresh(List.of(late, partial, unread), NOW);
		assertThat(List.of(next(), next(), next())).containsExactly(look(unread), look(partial), look(late));
	}

	@Test
	void aDescriptionOfAllIsAskedForWhereManyWaitAndOnceForEach() {
		List<TrackedOperation> told = many(12, LateEvents.TOLD);
		this.queue.refresh(told, NOW);
		assertThat(next()).contains(new Poll.Descriptions(null));
		assertThat(this.queue.described(described(told.subList(0, 6), "2"), NOW)).hasSize(6);
		assertThat(next()).contains(new Poll.Descriptions("2"));
		assertThat(this.queue.described(described(told.subList(6, 9), null), NOW)).hasSize(3);
		assertThat(next()).get().isInstanceOf(Poll.Look.class);
	}

	@Test
	void aDescriptionOfAllTellsOfWhatHasEndedMeanwhile() {
		List<TrackedOperation> told = many(12, LateEvents.TOLD);
		TrackedOperation running = running("running");
		this.queue.refresh(Stream.concat(told.stream(), Stream.of(running)).toList(), NOW.minusSeconds(1));
		assertThat(next()).get().isInstanceOf(Poll.Page.class);
		assertThat(next()).contains(new Poll.Descriptions(null));
		assertThat(this.queue.described(described(List.of(running), null), NOW)).extracting(Poll.Told::operationId)
			.containsExactly(running.operationId());
	}

	@Test
	void anAccountWithManyOtherStacksIsNotPagedThrough() {
		this.queue.refresh(many(6, LateEvents.TOLD), NOW);
		int pages = 0;
		for (Optional<Poll> poll = next(); poll.orElseThrow() instanceof Poll.Descriptions; poll = next()) {
			this.queue.described(described(List.of(), "page-" + pages++), NOW);
		}
		assertThat(pages).isEqualTo(6);
	}

	@Test
	void whoMayNotDescribeAllAsksEach() {
		this.queue.refresh(many(12, LateEvents.TOLD), NOW);
		assertThat(next()).contains(new Poll.Descriptions(null));
		this.queue.failedToDescribe(false, NOW);
		assertThat(next()).get().isInstanceOf(Poll.Look.class);
	}

	private Optional<Poll> next() {
		return this.queue.next(NOW, false);
	}

	private static Optional<Poll> look(TrackedOperation what) {
		return Optional.of(new Poll.Look(what, false, false));
	}

	private static List<TrackedOperation> many(int stacks, int read) {
		List<TrackedOperation> many = new ArrayList<>();
		for (int i = 0; i < stacks; i++) {
			many.add(ended("stack-" + i, false, read, NOW.minusSeconds(1)));
		}
		return many;
	}

	private static TrackedOperation running(String arn) {
		return new TrackedOperation(UUID.randomUUID(), UUID.randomUUID(), arn, Operation.State.RUNNING,
				new StackStatus("CREATE_IN_PROGRESS"), NOW.plusSeconds(60), Instant.EPOCH, Instant.EPOCH, false, 0);
	}

	private static TrackedOperation ended(String arn, boolean partial, int read, Instant lookAt) {
		return new TrackedOperation(UUID.randomUUID(), UUID.randomUUID(), arn, Operation.State.SUCCEEDED,
				new StackStatus("CREATE_COMPLETE"), lookAt, Instant.EPOCH, Instant.EPOCH, partial, read);
	}

	private static StackListing.Descriptions described(List<TrackedOperation> stacks, @Nullable String next) {
		Map<String, StackDescription> found = new HashMap<>();
		stacks.forEach((stack) -> found.put(stack.arn(),
				StackDescription.of(software.amazon.awssdk.services.cloudformation.model.Stack.builder()
					.stackId(stack.arn())
					.stackStatus("CREATE_COMPLETE")
					.build())));
		return new StackListing.Descriptions(found, next);
	}

}
