package dev.runnerfleet.live;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter.DataWithMediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LiveHubTest {

	private final Queue<Runnable> work = new ArrayDeque<>();

	private final Set<String> open = new HashSet<>(Set.of("ada", "mara"));

	private final List<Set<String>> asked = new ArrayList<>();

	private final LiveHub hub = new LiveHub(this.work::add, this::stillOpen, new LiveProperties(5));

	@Test
	void aTopicIsThereAsSoonAsSomebodyReadsIt() {
		assertThat(this.hub.topics()).isEmpty();
		this.hub.open("blue", viewer("ada", ""), Map::of);
		assertThat(this.hub.topics()).containsExactly("blue");
	}

	@Test
	void aPieceForNobodyCostsNothing() {
		this.hub.open("blue", viewer("ada", ""), Map::of);
		this.work.clear();
		this.hub.send("red", "page", (base) -> "<p>");
		assertThat(this.work).isEmpty();
	}

	@Test
	void eachReaderHasOneThreadAtMost() {
		this.hub.open("blue", viewer("ada", ""), () -> Map.of("page", (base) -> "<p>"));
		this.hub.open("blue", viewer("ada", ""), Map::of);
		this.hub.send("blue", "page", (base) -> "<p>new");
		this.hub.send("blue", "row", (base) -> "<tr>");
		this.hub.upToDate();
		this.hub.ping();
		assertThat(this.work).hasSize(2);
	}

	@Test
	void aNewerPieceReplacesOneThatWaits() {
		Recorder recorder = new Recorder();
		LiveReader reader = new LiveReader(recorder, this.work::add, viewer("ada", ""));
		reader.send("page", "old");
		reader.send("row", "other");
		reader.send("page", "new");
		this.work.remove().run();
		assertThat(recorder.sent).containsExactly("event:piece\ndata:new\n\n", "event:piece\ndata:other\n\n");
		reader.send("page", "newest");
		this.work.remove().run();
		assertThat(recorder.sent).last().isEqualTo("event:piece\ndata:newest\n\n");
	}

	@Test
	void whatIsSentWhileAReaderCatchesUpIsNewerThanWhatItMissed() {
		Recorder recorder = new Recorder();
		LiveReader reader = new LiveReader(recorder, Runnable::run, viewer("ada", ""));
		reader.send("page", "ready");
		reader.catchUp(Map.of("page", (base) -> "launching"));
		assertThat(recorder.sent).containsExactly("event:piece\ndata:ready\n\n", "event:caught-up\ndata:\n\n");
	}

	@Test
	void whoeverReadsIsToldThatThePortalStopsAndSoIsWhoeverComesBackAtOnce() {
		Recorder recorder = new Recorder();
		LiveReader reader = new LiveReader(recorder, this.work::add, viewer("ada", ""));
		reader.send("page", "old");
		reader.restarting();
		reader.send("page", "new");
		this.work.remove().run();
		assertThat(recorder.sent).containsExactly("event:restarting\ndata:Connect again.\n\n");
		this.hub.close();
		this.hub.open("blue", viewer("ada", ""), () -> {
			throw new IllegalStateException("Nothing is read any more");
		});
		assertThat(this.work).hasSize(1);
	}

	@Test
	void aPingIsACommentThatBrowsersIgnore() {
		Recorder recorder = new Recorder();
		new LiveReader(recorder, Runnable::run, viewer("ada", "")).ping();
		assertThat(recorder.sent).containsExactly(":still here\n\n");
	}

	@Test
	void aReaderWhoseBrowserIsGoneIsGivenUp() {
		Recorder recorder = new Recorder();
		recorder.gone = true;
		LiveReader reader = new LiveReader(recorder, Runnable::run, viewer("ada", ""));
		reader.send("page", "x");
		assertThat(recorder.failed).isTrue();
	}

	@Test
	void aSessionThatIsOverIsToldAsTheLastThing() {
		Recorder recorder = new Recorder();
		LiveReader reader = new LiveReader(recorder, this.work::add, viewer("mara", ""));
		reader.send("page", "x");
		reader.sessionOver();
		reader.send("page", "y");
		this.work.remove().run();
		assertThat(recorder.sent).containsExactly("event:session-over\ndata:Sign in again.\n\n");
		assertThat(recorder.completed).isTrue();
	}

	@Test
	void onlyStreamsWhoseSessionIsOverEnd() {
		this.hub.open("blue", viewer("ada", ""), Map::of);
		this.hub.open("blue", viewer("mara", ""), Map::of);
		while (!this.work.isEmpty()) {
			this.work.remove().run();
		}
		this.hub.endThoseOver();
		assertThat(this.work).isEmpty();
		this.open.remove("mara");
		this.hub.endThoseOver();
		assertThat(this.work).hasSize(1);
		assertThat(this.asked).containsExactly(Set.of("ada", "mara"), Set.of("ada", "mara"));
	}

	@Test
	void withoutStreamsNobodyIsAsked() {
		this.hub.endThoseOver();
		assertThat(this.asked).isEmpty();
	}

	@Test
	void noSignOfLifeIsGivenWhileWhatIsShownMayBeOld() {
		this.hub.open("blue", viewer("ada", ""), Map::of);
		this.work.remove().run();
		this.hub.ping();
		assertThat(this.work).isEmpty();
		this.hub.upToDate();
		this.hub.ping();
		assertThat(this.work).hasSize(1);
		this.work.remove().run();
		this.hub.ping();
		assertThat(this.work).as("the next one takes another proof").isEmpty();
	}

	@Test
	void aPieceIsMadeOnceForAllWhoReadItUnderTheSamePath() {
		List<String> made = new ArrayList<>();
		for (String base : List.of("", "/tools/fleets", "", "/tools/fleets")) {
			this.hub.open("blue", viewer("ada", base), Map::of);
		}
		this.hub.send("blue", "page", (base) -> {
			made.add(base);
			return "<a href='" + base + "/fleets'>";
		});
		assertThat(made).containsExactlyInAnyOrder("", "/tools/fleets");
	}

	@Test
	void whatWasMissedIsSentBeforeThePageIsCalledCurrent() {
		Recorder recorder = new Recorder();
		LiveReader reader = new LiveReader(recorder, this.work::add, viewer("ada", ""));
		reader.ping();
		reader.send("page", "now");
		reader.catchUp(Map.of());
		this.work.remove().run();
		assertThat(recorder.sent).containsExactly(":still here\n\n", "event:piece\ndata:now\n\n",
				"event:caught-up\ndata:\n\n");
	}

	@Test
	void oneUserCannotTakeTheStreamsOfOthers() {
		for (int page = 0; page < 5; page++) {
			this.hub.open("page " + page, viewer("ada", ""), Map::of);
		}
		assertThatExceptionOfType(TooManyPages.class)
			.isThrownBy(() -> this.hub.open("one more", viewer("ada", ""), Map::of))
			.satisfies((refusal) -> assertThat(refusal.getStatusCode().value()).isEqualTo(429));
		assertThat(this.hub.topics()).hasSize(5);
		assertThat(this.hub.open("one more", viewer("mara", ""), Map::of)).isNotNull();
	}

	private static LiveViewer viewer(String user, String base) {
		return new LiveViewer(user, user, base);
	}

	private Set<String> stillOpen(Collection<String> sessionIds) {
		this.asked.add(Set.copyOf(sessionIds));
		return sessionIds.stream().filter(this.open::contains).collect(Collectors.toSet());
	}

	/** Keeps what a browser would get. */
	private static final class Recorder extends SseEmitter {

		private final List<String> sent = new ArrayList<>();

		private boolean gone;

		private boolean failed;

		private boolean completed;

		@Override
		public void complete() {
			this.completed = true;
		}

		@Override
		public void send(SseEventBuilder builder) throws IOException {
			if (this.gone) {
				throw new IOException("Broken pipe");
			}
			this.sent.add(builder.build()
				.stream()
				.map(DataWithMediaType::getData)
				.map(String::valueOf)
				.collect(Collectors.joining()));
		}

		@Override
		public void completeWithError(Throwable ex) {
			this.failed = true;
		}

	}

}
