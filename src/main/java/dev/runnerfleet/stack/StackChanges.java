package dev.runnerfleet.stack;

import java.time.Instant;
import java.util.List;

/**
 * Stacks whose row was written lately.
 *
 * @param stacks the stacks as they are now, in no order
 * @param readAt when they were read, by the database's clock: where the next read begins
 */
public record StackChanges(List<Stack> stacks, Instant readAt) {

}
