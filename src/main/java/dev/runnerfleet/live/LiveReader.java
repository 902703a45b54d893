package dev.runnerfleet.live;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/**
 * One open stream: what waits to be sent, by piece, and at most one thread that sends.
 */
class LiveReader {

	private static final String PING = "ping";

	private static final String CAUGHT_UP = "caught-up";

	private static final String SESSION_OVER = "session-over";

	private static final String RESTARTING = "restarting";

	private final SseEmitter emitter;

	private final Executor executor;

	private final LiveViewer viewer;

	private final Map<String, SseEventBuilder> waiting = new LinkedHashMap<>();

	private final Set<String> sentBeforeCaughtUp = new HashSet<>();

	private boolean caughtUp;

	private boolean sending;

	private boolean over;

	LiveReader(SseEmitter emitter, Executor executor, LiveViewer viewer) {
		this.emitter = emitter;
		this.executor = executor;
		this.viewer = viewer;
	}

	LiveViewer viewer() {
		return this.viewer;
	}

	void ping() {
		queue(PING, SseEmitter.event().comment("still here"));
	}

	/**
	 * Sends what the reader may have missed, and says that this was all. Whatever was
	 * sent while it was read and made is the newer one.
	 */
	synchronized void catchUp(Map<String, LivePiece> missed) {
		missed.forEach((piece, html) -> {
			if (!this.sentBeforeCaughtUp.contains(piece)) {
				queuePiece(piece, html.under(this.viewer.base()));
			}
		});
		this.caughtUp = true;
		this.sentBeforeCaughtUp.clear();
		queue(CAUGHT_UP, SseEmitter.event().name(CAUGHT_UP).data(""));
	}

	synchronized void send(String piece, String html) {
		if (!this.caughtUp) {
			this.sentBeforeCaughtUp.add(piece);
		}
		queuePiece(piece, html);
	}

	private void queuePiece(String piece, String html) {
		queue("piece " + piece, SseEmitter.event().name("piece").data(html));
	}

	/** Says so as the last thing, and ends the stream; what still waited is not sent. */
	void sessionOver() {
		end(SESSION_OVER, "Sign in again.");
	}

	/** The same where the portal stops: its browser will open it anew. */
	void restarting() {
		end(RESTARTING, "Connect again.");
	}

	private synchronized void end(String name, String words) {
		if (!this.over) {
			this.waiting.clear();
			queue(name, SseEmitter.event().name(name).data(words));
			this.over = true;
		}
	}

	private synchronized void queue(String name, SseEventBuilder event) {
		if (this.over) {
			return;
		}
		this.waiting.put(name, event);
		if (!this.sending) {
			this.sending = true;
			this.executor.execute(this::drain);
		}
	}

	private void drain() {
		try {
			List<SseEventBuilder> events = take();
			while (!events.isEmpty()) {
				for (SseEventBuilder event : events) {
					this.emitter.send(event);
				}
				events = take();
			}
			if (isOver()) {
				this.emitter.complete();
			}
		}
		catch (IOException | IllegalStateException ex) {
			this.emitter.completeWithError(ex);
		}
	}

	private synchronized boolean isOver() {
		return this.over;
	}

	private synchronized List<SseEventBuilder> take() {
		List<SseEventBuilder> events = new ArrayList<>(this.waiting.values());
		this.waiting.clear();
		this.sending = !events.isEmpty();
		return events;
	}

}
