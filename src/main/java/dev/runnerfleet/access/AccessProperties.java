package dev.runnerfleet.access;

import dev.runnerfleet.secret.Secret;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The first administrator.
 *
 * @param password the password of {@code admin} at the first start, from the environment
 * as {@code PORTAL_ADMIN_PASSWORD}; one is generated where it is missing
 */
@ConfigurationProperties("portal.admin")
record AccessProperties(@Nullable Secret password) {

}
