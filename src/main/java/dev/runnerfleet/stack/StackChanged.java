package dev.runnerfleet.stack;

import java.util.UUID;

/**
 * Announces that a stack's row or one of its operations was written, in the transaction
 * that writes it.
 *
 * @param id the stack
 */
public record StackChanged(UUID id) {

}
