package dev.runnerfleet.live;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Sends pieces of a page to everyone who has that page open. A piece that was not sent
 * yet gives way to a newer one, so a slow reader holds nobody up and catches up at once.
 */
@Component
public class LiveHub {

	private static final long LIFETIME = Duration.ofMinutes(30).toMillis();

	private final Map<String, Set<LiveReader>> readers = new ConcurrentHashMap<>();

	private final AtomicBoolean upToDate = new AtomicBoolean();

	private final Executor executor;

	private final Admissions admissions;

	private final int perUser;

	private volatile boolean closing;

	LiveHub(@Qualifier("liveExecutor") Executor executor, Admissions admissions, LiveProperties properties) {
		this.executor = executor;
		this.admissions = admissions;
		this.perUser = properties.perUser();
	}

	/**
	 * Opens a stream.
	 * @param topic what the page shows
	 * @param viewer who has it open
	 * @param now the pieces as they are at this moment, since the page may be older
	 * @return the stream; the browser opens a new one when it ends after half an hour
	 * @throws org.springframework.web.ErrorResponseException with 429 where the viewer
	 * has too many open
	 */
	public SseEmitter open(String topic, LiveViewer viewer, Supplier<Map<String, LivePiece>> now) {
		if (all().filter((reader) -> reader.viewer().user().equals(viewer.user())).count() >= this.perUser) {
			throw new TooManyPages(this.perUser);
		}
		SseEmitter emitter = new SseEmitter(LIFETIME);
		LiveReader reader = new LiveReader(emitter, this.executor, viewer);
		Runnable leave = () -> leave(topic, reader);
		emitter.onCompletion(leave);
		emitter.onError((ex) -> leave.run());
		emitter.onTimeout(emitter::complete);
		this.readers.compute(topic, (key, present) -> {
			Set<LiveReader> all = (present != null) ? present : ConcurrentHashMap.newKeySet();
			all.add(reader);
			return all;
		});
		if (this.closing) {
			reader.restarting();
			return emitter;
		}
		// The head of the answer leaves with the first thing that is written.
		reader.ping();
		try {
			reader.catchUp(now.get());
		}
		catch (RuntimeException ex) {
			leave(topic, reader);
			throw ex;
		}
		return emitter;
	}

	/** How many pages are kept current here. */
	long count() {
		return all().count();
	}

	/** The topics that somebody has open. */
	public Set<String> topics() {
		return this.readers.keySet();
	}

	/**
	 * Sends a piece of a page to everyone who has it open.
	 * @param topic what the page shows
	 * @param piece names the piece; a newer one of the same name replaces it
	 * @param html the piece, asked once for each path under which it is read
	 */
	public void send(String topic, String piece, LivePiece html) {
		Map<String, String> made = new HashMap<>();
		this.readers.getOrDefault(topic, Set.of())
			.forEach((reader) -> reader.send(piece, made.computeIfAbsent(reader.viewer().base(), html::under)));
	}

	/** Says that all that is known has been sent, without which no page is told so. */
	public void upToDate() {
		this.upToDate.set(true);
	}

	/**
	 * Proxies cut silent connections, a closed browser is only noticed on writing, and a
	 * page takes silence for a lost connection: so every stream gets a comment often, as
	 * long as what it shows can be true.
	 */
	@Scheduled(fixedDelayString = "${portal.live.ping:1500ms}")
	void ping() {
		if (this.upToDate.getAndSet(false)) {
			all().forEach(LiveReader::ping);
		}
	}

	/**
	 * Ends the streams whose readers have signed out, or may no longer come in, wherever
	 * that happened: one query, however many streams there are.
	 */
	@Scheduled(fixedDelayString = "${portal.live.check:1s}")
	void endThoseOver() {
		Map<String, List<LiveReader>> bySession = all()
			.collect(Collectors.groupingBy((reader) -> reader.viewer().sessionId()));
		if (!bySession.isEmpty()) {
			bySession.keySet().removeAll(this.admissions.stillOpen(Set.copyOf(bySession.keySet())));
			bySession.values().forEach((over) -> over.forEach(LiveReader::sessionOver));
		}
	}

	/**
	 * Nobody has to wait for streams that would go on for half an hour, also where a
	 * browser is quick to open the next one.
	 */
	@EventListener(ContextClosedEvent.class)
	void close() {
		this.closing = true;
		all().forEach(LiveReader::restarting);
	}

	private Stream<LiveReader> all() {
		return this.readers.values().stream().flatMap(Set::stream);
	}

	private void leave(String topic, LiveReader reader) {
		this.readers.computeIfPresent(topic, (key, all) -> {
			all.remove(reader);
			return all.isEmpty() ? null : all;
		});
	}

}
