package dev.runnerfleet.fleet;

/**
 * Something that a removal has closed, so that it can be opened again as it was.
 *
 * @param part what it is
 * @param subject its name in AWS or its address in GitLab
 * @param before how it was
 */
record Closure(ClosedPart part, String subject, String before) {

}
