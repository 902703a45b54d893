package dev.runnerfleet.live;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * One open stream: what waits to be sent, by piece, and at most one thread that sends.
 */
class LiveReader {

	private static final String PING = "";

	private final SseEmitter emitter;

	private final Executor executor;

	private final Map<String, String> waiting = new LinkedHashMap<>();

	private final BooleanSupplier allowed;

	private boolean sending;

	LiveReader(SseEmitter emitter, Executor executor, BooleanSupplier allowed) {
		this.emitter = emitter;
		this.executor = executor;
		this.allowed = allowed;
	}

	/** Says that the stream is alive, or ends it for whoever may no longer read it. */
	void pingOrEnd() {
		if (this.allowed.getAsBoolean()) {
			ping();
		}
		else {
			this.emitter.complete();
		}
	}

	void ping() {
		send(PING, "");
	}

	synchronized void send(String piece, String html) {
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
