package dev.runnerfleet.stack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AgendaTest {

	private static final Instant NOW = Instant.parse("2027-01-15T08:00:00Z");

	private final Agenda agenda = new Agenda(StackFixture.CADENCE, () -> 0.5);

	@Test
	void whatAReaderWouldMissComesBeforeWhatMayBeLate() {
		Followed late = ended("late", false, LaterLooks.READ, NOW.minusSeconds(50));
		Followed partial = ended("partial", true, LaterLooks.READ, NOW.minusSeconds(1));
		Followed unread = ended("unread", false, LaterLooks.TOLD, NOW.minusSeconds(2));
		this.agenda.refresh(List.of(late, partial, unread), NOW);
		assertThat(List.of(next(), next(), next())).containsExactly(look(unread), look(partial), look(late));
	}

	@Test
	void aDescriptionOfAllIsAskedForWhereManyWaitAndOnceForEach() {
		List<Followed> told = many(12, LaterLooks.TOLD);
		this.agenda.refresh(told, NOW);
		assertThat(next()).contains(new Job.Descriptions(null));
		assertThat(this.agenda.described(described(told.subList(0, 6), "2"))).hasSize(6);
		assertThat(next()).contains(new Job.Descriptions("2"));
		assertThat(this.agenda.described(described(told.subList(6, 9), null))).hasSize(3);
		assertThat(next()).get().isInstanceOf(Job.Look.class);
	}

	@Test
	void anAccountWithManyOtherStacksIsNotPagedThrough() {
		this.agenda.refresh(many(6, LaterLooks.TOLD), NOW);
		int pages = 0;
		for (Optional<Job> job = next(); job.orElseThrow() instanceof Job.Descriptions; job = next()) {
			this.agenda.described(described(List.of(), "page-" + pages++));
		}
		assertThat(pages).isEqualTo(6);
	}

	@Test
	void whoMayNotDescribeAllAsksEach() {
		this.agenda.refresh(many(12, LaterLooks.TOLD), NOW);
		assertThat(next()).contains(new Job.Descriptions(null));
		this.agenda.failedToDescribe(false, NOW);
		assertThat(next()).get().isInstanceOf(Job.Look.class);
	}

	private Optional<Job> next() {
		return this.agenda.next(NOW, false);
	}

	private static Optional<Job> look(Followed what) {
		return Optional.of(new Job.Look(what, false, false));
	}

	private static List<Followed> many(int stacks, int read) {
		List<Followed> many = new ArrayList<>();
		for (int i = 0; i < stacks; i++) {
			many.add(ended("stack-" + i, false, read, NOW.minusSeconds(1)));
		}
		return many;
	}

	private static Followed ended(String arn, boolean partial, int read, Instant lookAt) {
		return new Followed(UUID.randomUUID(), UUID.randomUUID(), arn, Operation.State.SUCCEEDED,
				new StackStatus("CREATE_COMPLETE"), lookAt, Instant.EPOCH, Instant.EPOCH, partial, read);
	}

	private static StackListing.Descriptions described(List<Followed> stacks, @Nullable String next) {
		Map<String, Description> found = new HashMap<>();
		stacks.forEach((stack) -> found.put(stack.arn(),
				Description.of(software.amazon.awssdk.services.cloudformation.model.Stack.builder()
					.stackId(stack.arn())
					.stackStatus("CREATE_COMPLETE")
					.build())));
		return new StackListing.Descriptions(found, next);
	}

}
