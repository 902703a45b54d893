package dev.runnerfleet.sandbox.manager;

import java.time.Instant;

/**
 * A line of a manager's log.
 *
 * @param group the log group's name
 * @param stream the stream's name, such as {@code i-0a1b2c3d4e5f60718/runner-fleet}
 * @param at when it was written, to the millisecond
 * @param text the line, without its end
 */
public record LogLine(String group, String stream, Instant at, String text) {

}
