package dev.runnerfleet.fleet;

import java.time.Instant;

import dev.runnerfleet.stack.Operation;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Says to the second of two people what the first is about. */
class FleetBusy extends ErrorResponseException {

	FleetBusy(Operation underWay, Instant now) {
		super(HttpStatus.CONFLICT);
		setTitle("Somebody was faster");
		setDetail(UnderWay.words(underWay, now)
				+ " A fleet does one thing at a time: wait for its end, look again, and repeat what is still needed.");
		getBody().setProperty("fleet", underWay.stackId());
	}

}
