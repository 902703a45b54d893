package dev.runnerfleet.fleet;

import java.time.Instant;
import java.util.UUID;

import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.drift.Drift;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Says that a fleet as it is now does not allow what was asked. */
public class NotNow extends ErrorResponseException {

	public NotNow(UUID fleet, String title, String detail) {
		super(HttpStatus.CONFLICT);
		setTitle(title);
		setDetail(detail);
		getBody().setProperty("fleet", fleet);
	}

	/** Says to the second of two people what the first is about. */
	public static NotNow busy(Operation underWay, Instant now) {
		return busy(underWay.stackId(), BusySentence.words(underWay, now));
	}

	/** The same of a comparison with the template. */
	public static NotNow busy(Drift underWay, Instant now) {
		return busy(underWay.stackId(), BusySentence.words(underWay, now));
	}

	private static NotNow busy(UUID fleet, String words) {
		return new NotNow(fleet, "Somebody else was first", words
				+ " A fleet does one thing at a time: wait for its end, look again, and repeat what is still needed.");
	}

}
