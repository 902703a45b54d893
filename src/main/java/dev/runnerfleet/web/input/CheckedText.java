package dev.runnerfleet.web.input;

import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.StringDeserializer;

/** Checks each text of a body as it is read, before anything is made of it. */
class CheckedText extends StringDeserializer {

	@Override
	public String deserialize(JsonParser parser, DeserializationContext context) {
		String text = super.deserialize(parser, context);
		if (text != null) {
			InputCheck.objection(path(parser.streamReadContext()), text).ifPresent((objection) -> {
				throw new RefusedText(parser, objection);
			});
		}
		return text;
	}

	/**
	 * Lists are called what they are in, as each of their texts is a value of its own.
	 */
	private static String path(TokenStreamContext place) {
		StringBuilder path = new StringBuilder();
		for (TokenStreamContext step = place; step != null; step = step.getParent()) {
			if (step.currentName() != null) {
				path.insert(0, path.isEmpty() ? step.currentName() : step.currentName() + ".");
			}
		}
		return path.toString();
	}

}
