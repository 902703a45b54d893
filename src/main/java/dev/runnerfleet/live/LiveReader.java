package dev.runnerfleet.live;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;

import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * One open stream: what waits to be sent, by piece, and at most one thread that sends.
 */
class LiveReader {

	private static final String PING = "";

	private static final String OVER = "session-over";

	private final SseEmitter emitter;

	private final Executor executor;

	private final Map<String, String> waiting = new LinkedHashMap<>();

	private final String sessionId;

	private boolean sending;

	private boolean over;

	LiveReader(SseEmitter emitter, Executor executor, String sessionId) {
		this.emitter = emitter;
		this.executor = executor;
		this.sessionId = sessionId;
	}

	String sessionId() {
		return this.sessionId;
	}

	void ping() {
		send(PING, "");
	}

	/** Says so as the last thing, and ends the stream; what still waited is not sent. */
	synchronized void sessionOver() {
		if (!this.over) {
			this.over = true;
			this.waiting.clear();
			send(OVER, "Sign in again.");
		}
	}

	synchronized void send(String piece, String html) {
		if (this.over && !piece.equals(OVER)) {
			return;
		}
		this.waiting.put(piece, html);
		if (!this.sending) {
			this.sending = true;
			this.executor.execute(this::drain);
		}
	}

	private void drain() {
		try {
			Map<String, String> pieces = take();
			while (!pieces.isEmpty()) {
				for (Map.Entry<String, String> piece : pieces.entrySet()) {
					write(piece.getKey(), piece.getValue());
				}
				pieces = take();
			}
		}
		catch (IOException | IllegalStateException ex) {
			this.emitter.completeWithError(ex);
		}
	}

	private void write(String piece, String html) throws IOException {
		if (piece.equals(PING)) {
			this.emitter.send(SseEmitter.event().comment("still here"));
		}
		else if (piece.equals(OVER)) {
			this.emitter.send(SseEmitter.event().name(OVER).data(html));
			this.emitter.complete();
		}
		else {
			this.emitter.send(SseEmitter.event().name("piece").data(html));
		}
	}

	private synchronized Map<String, String> take() {
		Map<String, String> pieces = new LinkedHashMap<>(this.waiting);
		this.waiting.clear();
		this.sending = !pieces.isEmpty();
		return pieces;
	}

}
