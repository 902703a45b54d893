package dev.runnerfleet.web.input;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;

/** Ends the reading of a body at a text that cannot be used, and says why. */
class RefusedText extends DatabindException {

	RefusedText(JsonParser parser, String objection) {
		super(parser, objection);
	}

	String objection() {
		return getOriginalMessage();
	}

}
