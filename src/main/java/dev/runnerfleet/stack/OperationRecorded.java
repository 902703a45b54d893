package dev.runnerfleet.stack;

/**
 * Announces that something is wanted of a stack, in the transaction that records it.
 *
 * @param operation the intent
 */
public record OperationRecorded(Operation operation) {

}
