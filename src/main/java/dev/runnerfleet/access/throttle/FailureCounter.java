package dev.runnerfleet.access.throttle;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import org.springframework.security.core.token.Sha512DigestUtils;

/**
 * What is counted together, and how much of it is allowed. It is known by a hash alone,
 * as people type passwords into the wrong field.
 *
 * @param key 64 characters, however long the name is
 */
record FailureCounter(String key, Budget budget) {

	static FailureCounter of(String kind, String what, Budget budget) {
		byte[] text = (kind + " " + what).getBytes(StandardCharsets.UTF_8);
		return new FailureCounter(HexFormat.of().formatHex(Sha512DigestUtils.sha(text), 0, 32), budget);
	}

	/** How long there is nothing left, zero or less where there is something. */
	long wait(long whole, long now) {
		return (whole > now + this.budget.beyond()) ? 0 : whole - this.budget.slack() - now;
	}

}
