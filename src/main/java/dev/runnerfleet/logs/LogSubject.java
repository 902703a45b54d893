package dev.runnerfleet.logs;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Says which fleet, and which operation on it, the lines of the log are about until it is
 * closed: in structured logs each of them carries both.
 */
public final class LogSubject implements AutoCloseable {

	private static final String FLEET = "fleet.id";

	private static final String OPERATION = "operation.id";

	private final Map<String, @Nullable String> before = new LinkedHashMap<>();

	private LogSubject(@Nullable UUID fleet, @Nullable UUID operation) {
		put(FLEET, fleet);
		put(OPERATION, operation);
	}

	/** Lines about a fleet, or its stack, which has the same id. */
	public static LogSubject fleet(UUID id) {
		return new LogSubject(id, null);
	}

	/** Lines about an operation on a fleet. */
	public static LogSubject operation(UUID fleet, UUID operation) {
		return new LogSubject(fleet, operation);
	}

	private void put(String name, @Nullable UUID id) {
		if (id != null) {
			this.before.put(name, MDC.get(name));
			MDC.put(name, id.toString());
		}
	}

	/** What was said before is said again. */
	@Override
	public void close() {
		this.before.forEach((name, value) -> {
			if (value != null) {
				MDC.put(name, value);
			}
			else {
				MDC.remove(name);
			}
		});
	}

}
