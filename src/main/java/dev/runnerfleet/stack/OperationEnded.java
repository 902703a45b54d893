package dev.runnerfleet.stack;

/**
 * Announces that an operation has ended, in the transaction that stores its end.
 *
 * @param operation the operation as it ended
 */
public record OperationEnded(Operation operation) {

}
