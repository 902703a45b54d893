package dev.runnerfleet.notification;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

import dev.runnerfleet.gitlab.connection.GuardedPosts;
import dev.runnerfleet.gitlab.connection.GuardedPosts.Posted;

import org.springframework.stereotype.Component;

/** Posts a signed message, and takes any answer of 200 to 299 for a yes. */
@Component
class WebhookChannel implements Channel {

	private final GuardedPosts posts;

	private final Seals seals;

	private final PortalLinks links;

	private final Clock clock;

	WebhookChannel(GuardedPosts posts, Seals seals, PortalLinks links, Clock clock) {
		this.posts = posts;
		this.seals = seals;
		this.links = links;
		this.clock = clock;
	}

	@Override
	public Target.Kind kind() {
		return Target.Kind.WEBHOOK;
	}

	@Override
	public Attempt send(String address, Target target, Delivery delivery) {
		Instant now = this.clock.instant();
		WebhookMessage message = WebhookMessage.of(delivery, this.seals.secrets(target, now), this.links, now);
		Posted posted = this.posts.post(address, message.headers(), message.body());
		if (posted instanceof Posted.Answered answered) {
			Attempt attempt = attempt(answered.status());
			return (answered.status() == 429 || answered.status() == 503)
					? attempt.waiting(pause(answered.retryAfter(), now)) : attempt;
		}
		return Attempt.away(((Posted.Unanswered) posted).words());
	}

	/** For how long it wants to be left alone: in seconds, or until a moment. */
	private static Duration pause(String retryAfter, Instant now) {
		try {
			if (retryAfter.strip().matches("\\d{1,9}")) {
				return Duration.ofSeconds(Long.parseLong(retryAfter.strip()));
			}
			Instant until = DateTimeFormatter.RFC_1123_DATE_TIME.parse(retryAfter.strip(), Instant::from);
			return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
		}
		catch (DateTimeException ex) {
			return Duration.ZERO;
		}
	}

	private static Attempt attempt(int status) {
		if (status >= 200 && status < 300) {
			return Attempt.delivered("Answered " + status + ".");
		}
		if (status >= 300 && status < 400) {
			return Attempt.away("Answered " + status + ", which leads elsewhere. The portal does not follow: enter the "
					+ "address that it leads to.");
		}
		return switch (status) {
			case 401, 403, 404, 410 ->
				Attempt.away("Answered " + status + ": nobody takes messages at this address any more, or not ours.");
			case 429 -> Attempt.away("Answered 429: it gets too many messages at the moment.");
			default -> (status < 500) ? Attempt.refused("Answered " + status + ": it does not take this message.")
					: Attempt.away("Answered " + status + ": something is wrong there.");
		};
	}

}
