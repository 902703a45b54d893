/** A GitLab of our own over real HTTP, to get runner tokens from without an account. */
@NullMarked
package dev.runnerfleet.sandbox.gitlab;

import org.jspecify.annotations.NullMarked;
