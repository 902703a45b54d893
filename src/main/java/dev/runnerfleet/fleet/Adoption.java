package dev.runnerfleet.fleet;

import java.util.Map;
import java.util.UUID;

import dev.runnerfleet.stack.StackAdoption;

import org.springframework.http.HttpStatus;

/** What became of looking at a stack that was made elsewhere, or of adopting it. */
sealed interface Adoption {

	/**
	 * It can be adopted.
	 *
	 * @param stack the stack
	 * @param origin the blueprint that it comes from
	 * @param parameters its plain parameter values, without secrets
	 * @param resources how many resources it has
	 * @param foreign whether it carries the tag of a fleet that this portal does not know
	 */
	record Found(StackAdoption.Candidate stack, Origin origin, Map<String, String> parameters, int resources,
			boolean foreign) implements Adoption {

	}

	/** The portal has it already, or another one of that name. */
	record Known(UUID id) implements Adoption {

	}

	/** It cannot be adopted. */
	record Refused(HttpStatus status, String title, String detail) implements Adoption {

	}

	/** It is a fleet like the others now. */
	record Adopted(UUID id) implements Adoption {

	}

}
