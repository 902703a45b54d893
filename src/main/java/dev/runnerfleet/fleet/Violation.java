package dev.runnerfleet.fleet;

import dev.runnerfleet.fleet.form.LaunchForm;

/**
 * Something in a launch form that cannot stay as it is.
 *
 * @param field the path in {@link LaunchForm}
 * @param message what is wrong, for the person who filled it in
 */
public record Violation(String field, String message) {

}
