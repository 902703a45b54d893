package dev.runnerfleet.stack;

import org.jspecify.annotations.Nullable;

/**
 * A value that a stack gives to the outside.
 *
 * @param name its name in the template
 * @param value its value
 * @param description what the template says of it
 */
public record StackOutput(String name, String value, @Nullable String description) {

}
