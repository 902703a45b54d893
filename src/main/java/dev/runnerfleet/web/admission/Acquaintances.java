package dev.runnerfleet.web.admission;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import dev.runnerfleet.web.KeyedDigest;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Recognises from the request alone who was signed in a moment ago, before anything is
 * asked of the database. It decides who is served first and nothing else.
 */
class Acquaintances {

	private static final Duration REMEMBERED = Duration.ofMinutes(30);

	private static final int MOST = 5000;

	private final Clock clock;

	private final KeyedDigest digest = new KeyedDigest();

	private final Map<String, Instant> seen = new LinkedHashMap<>(16, 0.75f, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
			return size() > MOST;
		}

	};

	Acquaintances(Clock clock) {
		this.clock = clock;
	}

	/** What the request could be recognised by. */
	List<String> marks(HttpServletRequest request) {
		Cookie[] cookies = Objects.requireNonNullElse(request.getCookies(), new Cookie[0]);
		Stream<String> sessions = Arrays.stream(cookies)
			.filter((cookie) -> cookie.getName().contains("SESSION"))
			.map(Cookie::getValue);
		return Stream.concat(Stream.ofNullable(request.getHeader("Authorization")), sessions)
			.limit(3)
			.map(this.digest::of)
			.toList();
	}

	boolean know(List<String> marks) {
		Instant now = this.clock.instant();
		synchronized (this.seen) {
			return marks.stream().map(this.seen::get).anyMatch((seen) -> seen != null && seen.isAfter(now));
		}
	}

	void remember(List<String> marks) {
		Instant end = this.clock.instant().plus(REMEMBERED);
		synchronized (this.seen) {
			marks.forEach((mark) -> this.seen.put(mark, end));
		}
	}

}
