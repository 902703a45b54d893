package dev.runnerfleet.fleet.api;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.runnerfleet.fleet.FleetActions.FleetAction;

/**
 * Says in calls what advice says in buttons: a script has none to press.
 */
final class NextCalls {

	private static final String FLEET = " /api/v1/fleets/{id}";

	private static final Map<FleetAction, String> CALLS = new EnumMap<>(Map.of(FleetAction.CHANGE, "PATCH" + FLEET,
			FleetAction.CANCEL, "POST" + FLEET + "/cancel", FleetAction.STOP, "POST" + FLEET + "/stop",
			FleetAction.CONTINUE_ROLLBACK, "POST" + FLEET + "/continue-rollback", FleetAction.RETRY,
			"POST" + FLEET + "/retry", FleetAction.BRING_BACK, "POST" + FLEET + "/bring-back", FleetAction.INSPECT,
			"POST" + FLEET + "/drift", FleetAction.REMOVE, "DELETE" + FLEET, FleetAction.FINISH, "DELETE" + FLEET));

	private NextCalls() {
	}

	/** The same advice for scripts. */
	static String in(String advice) {
		Map<String, String> words = new LinkedHashMap<>();
		CALLS.forEach((action, call) -> {
			words.put("“%s” the fleet".formatted(action.label()), call);
			words.put("“%s”".formatted(action.label()), call);
		});
		words.put("“%s”".formatted(FleetAction.LIKE), "POST /api/v1/fleets");
		String calls = advice;
		for (Map.Entry<String, String> each : words.entrySet()) {
			calls = calls.replace(each.getKey(), each.getValue());
		}
		return calls;
	}

}
