package dev.runnerfleet.logs;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.json.JsonWriter.MemberPath;
import org.springframework.boot.json.JsonWriter.Members;
import org.springframework.boot.json.JsonWriter.ValueProcessor;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/**
 * Has structured logs write what came from outside as plainly as the others do, whichever
 * format they have.
 */
class PlainJson implements StructuredLoggingJsonMembersCustomizer<Object> {

	@Override
	public void customize(Members<Object> members) {
		members.applyingValueProcessor(new PlainValues());
	}

	private static final class PlainValues implements ValueProcessor<Object> {

		@Override
		public @Nullable Object processValue(MemberPath path, @Nullable Object value) {
			if (!(value instanceof CharSequence text)) {
				return value;
			}
			return hasLines(path) ? PlainText.lines(text.toString()) : PlainText.of(text.toString());
		}

		/** A stack trace; what each failure says was put on one line before. */
		private static boolean hasLines(MemberPath path) {
			return path.toUnescapedString().endsWith("stack_trace");
		}

	}

}
