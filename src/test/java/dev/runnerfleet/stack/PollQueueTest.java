package dev.runnerfleet.stack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
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
	void whatIsStillToBeDescribedComesAfterWhatIsUnread() {
		TrackedOperation late = ended("late", false, LateEvents.READ, NOW.minusSeconds(50));
		TrackedOperation undescribed = ended("undescribed", true, LateEvents.UNDESCRIBED, NOW.minusSeconds(3));
		TrackedOperation unread = ended("unread", false, LateEvents.DESCRIBED, NOW.minusSeconds(1));
		this.queue.refresh(List.of(late, undescribed, unread), NOW);
		assertThat(List.of(next(), next(), next())).containsExactly(look(unread), look(undescribed), look(late));
	}

	@Test
	void whoWasMissedFirstIsLookedAtFirst() {
		List<TrackedOperation> crowd = crowd();
		this.queue.refresh(crowd, NOW.minusSeconds(60));
		hear(49, NOW.minusSeconds(10));
		hear(48, NOW);
		assertThat(List.of(next(), next())).extracting((poll) -> ((Poll.Look) poll.orElseThrow()).what())
			.containsExactly(crowd.get(49), crowd.get(48));
	}

	@Test
	void whatIsWatchedHasEveryOtherTurnInACrowdWhoseDescriptionsAreDueToo() {
		List<TrackedOperation> crowd = crowd();
		TrackedOperation watched = new TrackedOperation(UUID.randomUUID(), UUID.randomUUID(), "watched",
				Operation.State.RUNNING, new StackStatus("CREATE_IN_PROGRESS"), NOW, NOW.plusSeconds(60),
				NOW.plusSeconds(60), false, 0);
		this.queue.refresh(Stream.concat(crowd.stream(), Stream.of(watched)).toList(), NOW.minusSeconds(60));
		hear(25, NOW);
		List<TrackedOperation> looks = Stream.of(next(), next())
			.map((poll) -> ((Poll.Look) poll.orElseThrow()).what())
			.toList();
		assertThat(looks).contains(watched).containsAnyElementsOf(crowd.subList(25, 50));
	}

	@Test
	void whatWasLookedAtInVainIsLookedAtWhole() {
		this.queue.refresh(crowd(), NOW.minusSeconds(60));
		hear(49, NOW.minusSeconds(50));
		Poll.Look hasty = (Poll.Look) this.queue.next(NOW.minusSeconds(50), false).orElseThrow();
		this.queue.looked(hasty, StackFixture.PROPERTIES.unwatched(), NOW.minusSeconds(49));
		hear(49, NOW);
		Poll.Look again = (Poll.Look) next().orElseThrow();
		assertThat(List.of(hasty, again)).allMatch((look) -> look.what().arn().equals("stack-49") && look.suspicious());
		assertThat(List.of(hasty.brief(), again.brief())).containsExactly(true, false);
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

	private static List<TrackedOperation> crowd() {
		return IntStream.range(0, 50).mapToObj((i) -> running("stack-" + i, NOW.plusSeconds(60 + i))).toList();
	}

	private void hear(int present, Instant now) {
		Map<String, StackSnapshot> listed = new HashMap<>();
		IntStream.range(0, present).forEach((i) -> listed.put("stack-" + i, listed()));
		assertThat(this.queue.next(now.minusSeconds(1), false)).get().isInstanceOf(Poll.Page.class);
		this.queue.heard(new StackListing.Page(listed, null), now);
	}

	private static StackSnapshot listed() {
		return new StackSnapshot(new StackStatus("CREATE_IN_PROGRESS"), null, null, null);
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
		return running(arn, NOW.plusSeconds(60));
	}

	private static TrackedOperation running(String arn, Instant lookAt) {
		return new TrackedOperation(UUID.randomUUID(), UUID.randomUUID(), arn, Operation.State.RUNNING,
				new StackStatus("CREATE_IN_PROGRESS"), lookAt, Instant.EPOCH, Instant.EPOCH, false, 0);
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
