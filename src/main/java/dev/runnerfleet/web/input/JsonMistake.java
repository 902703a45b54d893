package dev.runnerfleet.web.input;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.runnerfleet.web.RefusedValue;
import dev.runnerfleet.web.RefusedValues;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Puts the parser's complaint into words that do not quote what was sent. */
final class JsonMistake {

	/** Knows the values as they are sent. */
	private static final JsonMapper JSON = new JsonMapper();

	private JsonMistake() {
	}

	static ErrorResponseException of(@Nullable Throwable cause) {
		if (cause instanceof RefusedText refused) {
			return RefusedValues.of(HttpStatus.UNPROCESSABLE_CONTENT, field(refused), refused.objection());
		}
		if (cause instanceof DatabindException mistake && !mistake.getPath().isEmpty()) {
			return RefusedValues.of(HttpStatus.BAD_REQUEST, field(mistake), message(mistake));
		}
		ErrorResponseException unreadable = new ErrorResponseException(HttpStatus.BAD_REQUEST);
		unreadable.setDetail((cause instanceof JacksonException mistake) ? place(mistake.getLocation())
				: "Send JSON in UTF-8 and try again.");
		return unreadable;
	}

	private static String place(@Nullable TokenStreamLocation location) {
		return (location != null)
				? "The body is not the JSON that is expected at line %d, column %d. Correct it there."
					.formatted(location.getLineNr(), location.getColumnNr())
				: "The body is not the JSON that is expected. Correct it and send it again.";
	}

	private static String field(DatabindException mistake) {
		return mistake.getPath()
			.stream()
			.map((step) -> (step.getPropertyName() != null) ? "." + RefusedValue.name(step.getPropertyName())
					: "[" + step.getIndex() + "]")
			.collect(Collectors.joining())
			.replaceFirst("^\\.", "");
	}

	private static String message(DatabindException mistake) {
		if (mistake instanceof UnrecognizedPropertyException) {
			return "There is no such field. The fields are described at /v3/api-docs.";
		}
		if (mistake instanceof InvalidNullException) {
			return "There is nothing here: leave it out.";
		}
		Class<?> wanted = (mistake instanceof MismatchedInputException mismatch) ? mismatch.getTargetType() : null;
		return "Send " + words(wanted) + ".";
	}

	private static String words(@Nullable Class<?> wanted) {
		if (wanted == null) {
			return "a value of the type that is described at /v3/api-docs";
		}
		if (wanted.isEnum()) {
			return "one of " + Arrays.stream(wanted.getEnumConstants())
				.map((each) -> JSON.valueToTree(each).asString())
				.collect(Collectors.joining(", "));
		}
		if (Collection.class.isAssignableFrom(wanted)) {
			return "a list in brackets";
		}
		if (Map.class.isAssignableFrom(wanted) || wanted.isRecord()) {
			return "an object in braces";
		}
		if (List.of(Integer.class, Long.class, int.class, long.class).contains(wanted)) {
			return "a whole number";
		}
		return List.of(Boolean.class, boolean.class).contains(wanted) ? "true or false" : "a text in quotes";
	}

}
