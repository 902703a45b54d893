package dev.runnerfleet.fleet;

import java.time.Clock;
import java.time.Duration;

import dev.runnerfleet.stack.StackQuery;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/**
 * Keeps what was removed a while ago out of lists, where it would be in the way. It is
 * found at its address, and by whoever asks for a status.
 */
@Component
@EnableConfigurationProperties(RemovedFleets.RemovedFleetsProperties.class)
public class RemovedFleets {

	private final Duration shown;

	private final Clock clock;

	RemovedFleets(RemovedFleetsProperties properties, Clock clock) {
		this.shown = properties.removedFleets();
		this.clock = clock;
	}

	/** The same list, without them unless it asks for a status. */
	public StackQuery hide(StackQuery list) {
		return list.asksForSome() ? list
				: list.without(FleetState.Filter.REMOVED.standings(), this.clock.instant().minus(this.shown));
	}

	/**
	 * How long they are shown.
	 *
	 * @param removedFleets how long after their end
	 */
	@ConfigurationProperties("portal.keep")
	record RemovedFleetsProperties(@DefaultValue("1d") Duration removedFleets) {

		RemovedFleetsProperties {
			if (removedFleets.isNegative()) {
				throw new IllegalArgumentException("Set portal.keep.removed-fleets to 0 or more");
			}
		}

	}

}
