package dev.runnerfleet.fleet.page;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import dev.runnerfleet.fleet.dashboard.DashboardRows;
import dev.runnerfleet.live.LiveHub;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.Stacks;
import dev.runnerfleet.stack.WatchedStacks;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tails the stacks' rows and sends what changed to the pages that show it: one query a
 * tick, however many people watch and whichever replica wrote.
 */
@Component
class LiveFleets {

	static final String DASHBOARD = "dashboard";

	/**
	 * Rows are written a moment before they can be seen; that long they are looked for,
	 * by the clock of the database that dates them.
	 */
	static final Duration OVERLAP = Duration.ofSeconds(5);

	private static final Duration ATTENTION = Duration.ofSeconds(10);

	private final LiveHub hub;

	private final Stacks stacks;

	private final WatchedStacks watching;

	private final FleetPieces pieces;

	private final DashboardRows rows;

	private final TaskScheduler scheduler;

	private final Clock clock;

	private final Map<SseEmitter, Set<UUID>> shown = new ConcurrentHashMap<>();

	private final AtomicBoolean nudged = new AtomicBoolean();

	private Map<UUID, Long> sent = Map.of();

	private @Nullable Instant tailed;

	private Instant attended = Instant.EPOCH;

	LiveFleets(LiveHub hub, Stacks stacks, WatchedStacks watching, FleetPieces pieces, DashboardRows rows,
			TaskScheduler scheduler, Clock clock) {
		this.hub = hub;
		this.stacks = stacks;
		this.watching = watching;
		this.pieces = pieces;
		this.rows = rows;
		this.scheduler = scheduler;
		this.clock = clock;
	}

	static String topic(UUID id) {
		return id.toString();
	}

	static String topic(UUID id, FleetTab tab) {
		return topic(id) + tab.path();
	}

	private static UUID fleet(String topic) {
		return UUID.fromString(topic.split("/", 2)[0]);
	}

	/** Remembers the rows of a list of fleets for as long as somebody has it open. */
	void shows(SseEmitter list, Set<UUID> fleets) {
		this.shown.put(list, fleets);
		list.onCompletion(() -> this.shown.remove(list));
	}

	@Scheduled(fixedDelayString = "${portal.live.tick:500ms}")
	synchronized void tick() {
		Set<String> topics = Set.copyOf(this.hub.topics());
		if (topics.isEmpty()) {
			this.tailed = null;
			return;
		}
		attend(topics, this.clock.instant());
		this.tailed = tail(topics, (this.tailed != null) ? this.tailed : this.stacks.now());
		this.hub.upToDate();
	}

	/**
	 * This replica's own changes need not wait for the next tick; many of them make one.
	 */
	@TransactionalEventListener
	void changed(Stack.Changed change) {
		if (this.nudged.compareAndSet(false, true)) {
			this.scheduler.schedule(this::nudge, this.clock.instant());
		}
	}

	private void nudge() {
		this.nudged.set(false);
		tick();
	}

	private Instant tail(Set<String> topics, Instant from) {
		Stacks.Changes changed = this.stacks.changedSince(from.minus(OVERLAP));
		List<Stack> news = changed.stacks()
			.stream()
			.filter((stack) -> !Long.valueOf(stack.revision()).equals(this.sent.get(stack.id())))
			.toList();
		if (topics.contains(DASHBOARD) && !news.isEmpty()) {
			this.rows.pieces(news).forEach((id, row) -> this.hub.send(DASHBOARD, topic(id), row));
			this.hub.send(DASHBOARD, "counts", this.rows.counts());
		}
		for (Stack stack : news) {
			for (FleetTab tab : FleetTab.values()) {
				String topic = topic(stack.id(), tab);
				if (topics.contains(topic)) {
					this.pieces.page(stack.id(), tab).ifPresent((html) -> this.hub.send(topic, "page", html));
				}
			}
		}
		this.sent = changed.stacks().stream().collect(Collectors.toMap(Stack::id, Stack::revision));
		return changed.readAt();
	}

	private void attend(Set<String> topics, Instant now) {
		if (Duration.between(this.attended, now).abs().compareTo(ATTENTION) < 0) {
			return;
		}
		this.attended = now;
		if (topics.contains(DASHBOARD)) {
			this.watching
				.allSeen(this.shown.values().stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet()));
		}
		this.watching.seen(topics.stream()
			.filter((topic) -> !topic.equals(DASHBOARD))
			.map(LiveFleets::fleet)
			.collect(Collectors.toSet()));
	}

}
