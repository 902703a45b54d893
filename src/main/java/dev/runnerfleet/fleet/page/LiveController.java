package dev.runnerfleet.fleet.page;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.fleet.dashboard.DashboardRows;
import dev.runnerfleet.live.LiveHub;
import dev.runnerfleet.live.LivePiece;
import dev.runnerfleet.live.LiveViewer;
import dev.runnerfleet.stack.Stacks;
import dev.runnerfleet.stack.WatchedStacks;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Streams that keep an open page current. */
@Controller
class LiveController {

	/** What a page has missed that is older is quicker read anew. */
	private static final Duration LONGEST_ABSENCE = Duration.ofDays(1);

	private final LiveHub hub;

	private final FleetViews views;

	private final FleetPieces pieces;

	private final DashboardRows rows;

	private final Stacks stacks;

	private final WatchedStacks watching;

	private final LiveFleets live;

	LiveController(LiveHub hub, FleetViews views, FleetPieces pieces, DashboardRows rows, Stacks stacks,
			WatchedStacks watching, LiveFleets live) {
		this.hub = hub;
		this.views = views;
		this.pieces = pieces;
		this.rows = rows;
		this.stacks = stacks;
		this.watching = watching;
		this.live = live;
	}

	@GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	ResponseEntity<SseEmitter> dashboard(@RequestParam long since, DashboardRows.Asked asked,
			HttpServletRequest request, Authentication user) {
		Instant made = Instant.ofEpochMilli(since);
		if (Duration.between(made, this.stacks.now()).abs().compareTo(LONGEST_ABSENCE) > 0) {
			throw new PageTooOld();
		}
		Set<UUID> shown = this.rows.shown(asked);
		this.watching.allSeen(shown);
		SseEmitter stream = this.hub.open(LiveFleets.DASHBOARD, viewer(request, user), () -> changed(made));
		this.live.shows(stream, shown);
		return unbuffered(stream);
	}

	@GetMapping(path = "/fleets/{id}/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	ResponseEntity<SseEmitter> fleet(@PathVariable UUID id, @RequestParam(defaultValue = "overview") String tab,
			HttpServletRequest request, Authentication user) {
		FleetTab side = FleetTab.of(tab).orElseThrow(NoSuchFleet::new);
		this.views.find(id, side).orElseThrow(NoSuchFleet::new);
		this.watching.seen(List.of(id));
		return unbuffered(this.hub.open(LiveFleets.topic(id, side), viewer(request, user),
				() -> this.pieces.page(id, side).map((html) -> Map.of("page", html)).orElse(Map.of())));
	}

	/**
	 * The session goes by its cookie alone, as a stream must not count as a use of it.
	 */
	private static LiveViewer viewer(HttpServletRequest request, Authentication user) {
		return new LiveViewer(user.getName(), String.valueOf(request.getRequestedSessionId()),
				request.getContextPath());
	}

	/**
	 * Proxies would wait for the end of it, or for enough to make compressing it worth
	 * while.
	 */
	private static ResponseEntity<SseEmitter> unbuffered(SseEmitter stream) {
		return ResponseEntity.ok()
			.header("X-Accel-Buffering", "no")
			.cacheControl(CacheControl.noCache().noTransform())
			.body(stream);
	}

	private Map<String, LivePiece> changed(Instant since) {
		Map<String, LivePiece> rows = new LinkedHashMap<>();
		rows.put("counts", this.rows.counts());
		this.rows.pieces(this.stacks.changedSince(since.minus(LiveFleets.OVERLAP)).stacks())
			.forEach((id, row) -> rows.put(LiveFleets.topic(id), row));
		return rows;
	}

}
