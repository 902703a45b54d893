package dev.runnerfleet.aws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Says whether AWS knows the portal. It never fails a probe: what the portal shows is
 * there without AWS, and a restart would not bring AWS back.
 */
@Component
class AwsHealthIndicator implements HealthIndicator {

	private static final Duration FRESH = Duration.ofSeconds(30);

	private final Aws aws;

	private final PageReads reads;

	private final Clock clock;

	private Instant askedAt = Instant.MIN;

	private Health known = Health.unknown().build();

	AwsHealthIndicator(Aws aws, PageReads reads, Clock clock) {
		this.aws = aws;
		this.reads = reads;
		this.clock = clock;
	}

	@Override
	public synchronized Health health() {
		Instant now = this.clock.instant();
		if (!now.isBefore(this.askedAt.plus(FRESH))) {
			this.known = ask();
			this.askedAt = now;
		}
		return this.known;
	}

	private Health ask() {
		try {
			Place place = Place.in(this.aws.defaultRegion());
			Reading<String> account = this.reads.begin(place, "health", () -> identity(place)).atOnce();
			return account.failure().map(AwsHealthIndicator::unknown).orElseGet(() -> Health.up().build());
		}
		catch (AwsFailure ex) {
			return unknown(ex);
		}
	}

	/** A call that needs no permission. */
	private String identity(Place place) {
		return AwsFailure.guard("sts:GetCallerIdentity", () -> this.aws.sts(place).getCallerIdentity()).account();
	}

	/** Its title names nobody and nothing. */
	private static Health unknown(AwsFailure failure) {
		return Health.unknown().withDetail("reason", failure.title()).build();
	}

}
