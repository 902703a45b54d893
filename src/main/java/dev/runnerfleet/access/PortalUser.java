package dev.runnerfleet.access;

import java.time.Instant;

/**
 * Somebody who may sign in.
 *
 * @param name in lower case
 * @param enabled whether the sign-in works
 * @param mustChangePassword whether somebody else chose the password
 */
record PortalUser(String name, Role role, boolean enabled, boolean mustChangePassword, Instant createdAt) {

}
