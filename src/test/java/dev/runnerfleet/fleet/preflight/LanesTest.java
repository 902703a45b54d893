package dev.runnerfleet.fleet.preflight;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LanesTest {

	private final Lanes lanes = new Lanes(3);

	private final CountDownLatch silence = new CountDownLatch(1);

	private final Callable<String> hanging = () -> {
		this.silence.await();
		return "late";
	};

	@AfterEach
	void end() {
		this.silence.countDown();
		this.lanes.close();
	}

	@Test
	void whatHangsTakesNoRoomFromOtherQuestionsAndRegions() throws Exception {
		hang("eu-central-1", "machines");
		assertThat(waits("eu-central-1", "machines")).isTrue();
		assertThat(quick("eu-central-1", "names")).isEqualTo("quick");
		assertThat(quick("eu-west-1", "machines")).isEqualTo("quick");
	}

	@Test
	void aRegionInWhichAllHangsKeepsNoOtherFromAnswering() throws Exception {
		Stream.of("machines", "names", "permissions").forEach((question) -> hang("eu-central-1", question));
		assertThat(waits("eu-central-1", "names")).isTrue();
		assertThat(quick("eu-west-1", "names")).isEqualTo("quick");
	}

	@Test
	void whoWaitsIsNextAsSoonAsThereAreAnswers() throws Exception {
		List<Future<String>> before = hang("eu-central-1", "machines");
		Future<String> next = begin("eu-central-1", "machines");
		this.silence.countDown();
		for (Future<String> each : before) {
			assertThat(each.get(1, TimeUnit.MINUTES)).isEqualTo("late");
		}
		assertThat(next.get(1, TimeUnit.MINUTES)).isEqualTo("quick");
		assertThat(quick("eu-central-1", "machines")).isEqualTo("quick");
	}

	/** Whoever gives up waiting does not end what it waited for. */
	@Test
	void whatIsGivenUpLeavesItsRoomWhenItEnds() throws Exception {
		hang("eu-central-1", "machines").forEach((each) -> each.cancel(false));
		assertThat(waits("eu-central-1", "machines")).isTrue();
		this.silence.countDown();
		assertThat(quick("eu-central-1", "machines")).isEqualTo("quick");
	}

	@Test
	void whatFailsLeavesItsRoom() throws Exception {
		for (int i = 0; i < Lanes.ROOM * 2; i++) {
			this.lanes.begin("eu-central-1", "machines", () -> {
				throw new IllegalStateException("no");
			});
		}
		assertThat(quick("eu-central-1", "machines")).isEqualTo("quick");
	}

	@Test
	void onlySoManyWaitAndWhoGivesUpIsNotCounted() {
		hang("eu-central-1", "machines");
		List<Future<String>> waiting = Stream.generate(() -> begin("eu-central-1", "machines"))
			.limit(Lanes.WAITING)
			.toList();
		assertThatExceptionOfType(ExecutionException.class)
			.isThrownBy(() -> begin("eu-central-1", "machines").get(1, TimeUnit.MINUTES))
			.withCauseInstanceOf(RejectedExecutionException.class);
		waiting.get(0).cancel(false);
		assertThat(begin("eu-central-1", "machines").isDone()).isFalse();
	}

	/** Fills all the room that a question has. */
	private List<Future<String>> hang(String lane, String question) {
		return Stream.generate(() -> this.lanes.begin(lane, question, this.hanging)).limit(Lanes.ROOM).toList();
	}

	private Future<String> begin(String lane, String question) {
		return this.lanes.begin(lane, question, () -> "quick");
	}

	private String quick(String lane, String question) throws Exception {
		return begin(lane, question).get(1, TimeUnit.MINUTES);
	}

	private boolean waits(String lane, String question) {
		Future<String> asked = begin(lane, question);
		boolean waits = !asked.isDone();
		asked.cancel(false);
		return waits;
	}

}
