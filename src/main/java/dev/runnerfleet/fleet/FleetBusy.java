package dev.runnerfleet.fleet;

import java.time.Instant;
import java.util.UUID;

import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.drift.Drift;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Says to the second of two people what the first is about. */
class FleetBusy extends ErrorResponseException {

	FleetBusy(Operation underWay, Instant now) {
		this(underWay.stackId(), UnderWay.words(underWay, now));
	}

	FleetBusy(Drift underWay, Instant now) {
		this(underWay.stackId(), UnderWay.words(underWay, now));
	}

	private FleetBusy(UUID fleet, String words) {
		super(HttpStatus.CONFLICT);
		setTitle("Somebody was faster");
		setDetail(words
				+ " A fleet does one thing at a time: wait for its end, look again, and repeat what is still needed.");
		getBody().setProperty("fleet", fleet);
	}

}
