package dev.runnerfleet.stack;

import java.util.UUID;

/**
 * Announces that a stack's row was written, in the transaction that writes it.
 *
 * @param id the stack
 */
public record StackChanged(UUID id) {

}
