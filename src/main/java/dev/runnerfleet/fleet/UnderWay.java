package dev.runnerfleet.fleet;

import java.time.Duration;
import java.time.Instant;

import dev.runnerfleet.stack.Drift;
import dev.runnerfleet.stack.Operation;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Tells who came second what goes on, who asked for it and since when. */
class UnderWay extends ErrorResponseException {

	private UnderWay(String words) {
		super(HttpStatus.CONFLICT);
		setTitle("Something else is under way");
		setDetail(words);
	}

	static UnderWay of(Operation operation, Instant now) {
		String what = switch (operation.kind()) {
			case LAUNCH -> "launch";
			case UPDATE, OUTSIDE -> "change";
			case RETRY -> "new try";
			case CONTINUE_ROLLBACK -> "rollback";
			case REMOVE -> "removal";
			case ADOPT -> "adoption";
		};
		String whose = (operation.kind() == Operation.Kind.OUTSIDE) ? "A " + what + " made outside the portal"
				: "The " + what + " that " + operation.requestedBy() + " asked for";
		return new UnderWay(words(whose, operation.startedAt(), now));
	}

	static UnderWay of(Drift drift, Instant now) {
		return new UnderWay(words("The comparison that " + drift.askedBy() + " asked for", drift.askedAt(), now));
	}

	String words() {
		return String.valueOf(getBody().getDetail());
	}

	private static String words(String whose, Instant since, Instant now) {
		return "%s has been under way for %s. Wait until it is over.".formatted(whose,
				Moment.length(Duration.between(since, now)));
	}

}
