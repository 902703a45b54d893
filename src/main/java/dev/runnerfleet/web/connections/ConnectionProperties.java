package dev.runnerfleet.web.connections;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What a client may take of the portal's connections.
 *
 * @param patience how long it may keep the portal waiting for the rest of a request, or
 * with the rest of an answer
 * @param minimumRate how much a second it has to send or read to be waited for longer
 * @param idle how long it may keep a connection without asking anything
 * @param most how many there may be; beyond, whoever keeps the portal waiting longest
 * makes room
 * @param perAddress how many of them one address may have, unless it is a trusted proxy
 */
@ConfigurationProperties("portal.connections")
record ConnectionProperties(@DefaultValue("10s") Duration patience, @DefaultValue("500B") DataSize minimumRate,
		@DefaultValue("75s") Duration idle, @DefaultValue("1000") int most, @DefaultValue("500") int perAddress) {

}
