package dev.runnerfleet.stack;

/**
 * Announces that AWS carries an operation out that the portal had given up, in the
 * transaction that lets it go on.
 *
 * @param operation the operation as it goes on
 */
public record OperationArrived(Operation operation) {

}
