package dev.runnerfleet.fleet.move;

import java.time.Clock;
import java.util.List;
import java.util.UUID;

import dev.runnerfleet.fleet.Violation;
import dev.runnerfleet.fleet.launch.FleetLauncher.FleetLaunch;
import dev.runnerfleet.fleet.move.MoveApi.MoveRequest;
import org.junit.jupiter.api.Test;

import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.web.ErrorResponseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class MoveApiTest {

	@Test
	void whatIsWrongIsNamedAsScriptsSendIt() {
		FleetMover mover = new FleetMover(null, null, null, null, null, null, null, null, null, null, null, null,
				null) {

			@Override
			FleetLaunch begin(UUID fleetId, MoveForm form, String user) {
				return new FleetLaunch.Invalid(
						List.of(new Violation("minutes", "Too long."), new Violation("parameters[Tags]", "Too many.")));
			}

		};
		MoveRequest request = new MoveRequest("blue-2", null, null, 5000, null, null, null, null, null);
		assertThat(catchThrowableOfType(ErrorResponseException.class,
				() -> new MoveApi(null, mover, Clock.systemUTC()).begin(UUID.randomUUID(), request,
						new TestingAuthenticationToken("ada", null)))
			.getBody()
			.getProperties()
			.get("errors")).asString().contains("waitMinutes", "parameters.Tags").doesNotContain("[Tags]");
	}

}
