package dev.runnerfleet.stack;

import java.util.Map;
import java.util.UUID;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.secret.Secret;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/**
 * Everything that a new stack needs.
 *
 * @param name the stack's name
 * @param place where it goes
 * @param templateBody the template, at most 51,200 bytes
 * @param parameters plain parameter values by name
 * @param terminationProtection whether a delete must be allowed explicitly first
 * @param keepOnFailure whether a failed launch is left as it is instead of rolled back
 * @param resourcesTotal how many resources these parameters lead to
 * @param requestedBy who asks
 * @param requestKey the same for each copy of one request
 * @param tags tags for it and what it is made of, besides the portal's own
 */
public record StackLaunch(String name, Place place, String templateBody, Map<String, String> parameters,
		boolean terminationProtection, boolean keepOnFailure, int resourcesTotal, String requestedBy, String requestKey,
		Map<String, String> tags) {

	/** A stack without tags but the portal's own. */
	public StackLaunch(String name, Place place, String templateBody, Map<String, String> parameters,
			boolean terminationProtection, boolean keepOnFailure, int resourcesTotal, String requestedBy,
			String requestKey) {
		this(name, place, templateBody, parameters, terminationProtection, keepOnFailure, resourcesTotal, requestedBy,
				requestKey, Map.of());
	}

	/** The region that it goes to. */
	public String region() {
		return this.place.region();
	}

	/** Leaves out the parameters: a record's own form would print them all. */
	@Override
	public String toString() {
		return "StackLaunch[name=%s, place=%s]".formatted(this.name, this.place);
	}

	/** What became of asking for a new stack. */
	public sealed interface Outcome {

		/**
		 * AWS has begun, or did so when the same request came before.
		 *
		 * @param stackId the stack
		 */
		record Launched(UUID stackId) implements Outcome {

		}

		/**
		 * AWS did not answer; the portal finds out whether it has begun.
		 *
		 * @param stackId the stack
		 */
		record Unanswered(UUID stackId) implements Outcome {

		}

		/**
		 * AWS carries out an earlier attempt after all, with the values and secrets of
		 * then; nothing else was created.
		 *
		 * @param launch the earlier attempt, which goes on
		 */
		record Arrived(Operation launch) implements Outcome {

		}

		/** A stack of that name is there already; nothing was created. */
		record NameTaken() implements Outcome {

		}

		/**
		 * AWS said no; nothing was created.
		 *
		 * @param failure its answer in words
		 */
		record Refused(AwsFailure failure) implements Outcome {

		}

		/**
		 * The stack that was to be launched again is there, or about to be; nothing was
		 * done.
		 *
		 * @param latest what came before
		 */
		record TooLate(Operation latest) implements Outcome {

		}

	}

	/**
	 * Values of NoEcho parameters, asked for only once the intent is recorded, so that
	 * what it takes to get them is done once for each launch.
	 */
	public interface Secrets {

		/**
		 * Gets the values.
		 * @return the values by the name of their parameter
		 * @throws RuntimeException if there are none to be had; nothing is launched then
		 */
		Map<String, Secret> get();

		/**
		 * Hears that nothing comes of the launch although the values may have been got:
		 * AWS was not asked for anything.
		 */
		default void unused() {
		}

	}

	/** Ends a launch whose secrets came later than the tracker waits. */
	static class GivenUp extends ErrorResponseException {

		GivenUp() {
			super(HttpStatus.SERVICE_UNAVAILABLE);
			setTitle("The launch took too long");
			setDetail(
					"Getting the runner token took longer than the portal waits, so nothing was launched. Launch again.");
		}

	}

}
