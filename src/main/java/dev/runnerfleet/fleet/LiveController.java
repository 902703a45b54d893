package dev.runnerfleet.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.runnerfleet.live.LiveHub;
import dev.runnerfleet.stack.Stacks;
import dev.runnerfleet.stack.Watching;
import jakarta.servlet.http.HttpSession;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Streams that keep an open page current. */
@Controller
class LiveController {

	/** A page left open for longer is better reloaded than caught up with. */
	private static final Duration PATIENCE = Duration.ofHours(1);

	private final LiveHub hub;

	private final FleetViews views;

	private final FleetPieces pieces;

	private final Stacks stacks;

	private final Watching watching;

	LiveController(LiveHub hub, FleetViews views, FleetPieces pieces, Stacks stacks, Watching watching) {
		this.hub = hub;
		this.views = views;
		this.pieces = pieces;
		this.stacks = stacks;
		this.watching = watching;
	}

	@GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	SseEmitter dashboard(@RequestParam long since, HttpSession session) {
		this.watching.allSeen();
		return this.hub.open(LiveFleets.DASHBOARD, () -> changed(Instant.ofEpochMilli(since)), session.getId());
	}

	@GetMapping(path = "/fleets/{id}/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	SseEmitter fleet(@PathVariable UUID id, HttpSession session) {
		this.views.find(id).orElseThrow(NoSuchFleet::new);
		this.watching.seen(List.of(id));
		return this.hub.open(LiveFleets.topic(id),
				() -> this.pieces.page(id).map((html) -> Map.of("page", html)).orElse(Map.of()), session.getId());
	}

	private Map<String, String> changed(Instant since) {
		Instant earliest = this.stacks.now().minus(PATIENCE);
		Map<String, String> rows = new LinkedHashMap<>();
		this.stacks.changedSince((since.isBefore(earliest) ? earliest : since).minus(LiveFleets.OVERLAP))
			.stacks()
			.forEach((stack) -> rows.put(LiveFleets.topic(stack.id()), this.pieces.row(stack)));
		return rows;
	}

}
