package dev.runnerfleet.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.OnFailure;

/**
 * Something asked of a stack. Each operation carries the whole of what it is about, so
 * that it can be played out without a look elsewhere.
 *
 * @param kind what was asked
 * @param token the client request token, {@code null} if none was given
 * @param startedAt when it was asked, to the millisecond
 * @param speed the sandbox's speed at that time
 * @param templateBody the template that the stack has after it, or had before a deletion
 * @param parameters the values given by name, those of NoEcho parameters masked
 * @param capabilities the capabilities acknowledged
 * @param onFailure what becomes of the stack if its creation fails
 * @param retainExceptOnCreate whether a failed creation removes even what is to be
 * retained
 */
record Operation(Kind kind, @Nullable String token, Instant startedAt, double speed, String templateBody,
		Map<String, String> parameters, List<String> capabilities, OnFailure onFailure, boolean retainExceptOnCreate) {

	/** What stands in for the value of a NoEcho parameter. */
	static final String MASK = "****";

	enum Kind {

		CREATE, DELETE

	}

	Operation deletion(@Nullable String token, Instant startedAt, double speed) {
		return new Operation(Kind.DELETE, token, startedAt, speed, this.templateBody, this.parameters,
				this.capabilities, this.onFailure, this.retainExceptOnCreate);
	}

}
