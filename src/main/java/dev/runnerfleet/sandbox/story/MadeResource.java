package dev.runnerfleet.sandbox.story;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Something that a stack made, which may outlive it.
 *
 * @param logicalId its name in the template
 * @param physicalId its name in AWS
 * @param createdAt when it came into being
 * @param goneAt when CloudFormation removed it, {@code null} while it has not
 */
public record MadeResource(String logicalId, String physicalId, Instant createdAt, @Nullable Instant goneAt) {

}
