/** Checks of the GitLab that a fleet works for. */
@NullMarked
package dev.runnerfleet.fleet.preflight.gitlab;

import org.jspecify.annotations.NullMarked;
