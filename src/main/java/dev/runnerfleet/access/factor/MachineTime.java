package dev.runnerfleet.access.factor;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The time that authenticators share with this machine. The portal's own clock never goes
 * back, so after a correction it may be ahead until the next start, and no code would be
 * right.
 *
 * @param source the machine's clock
 */
record MachineTime(InstantSource source) {

	Instant now() {
		return this.source.instant();
	}

}
