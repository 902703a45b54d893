/**
 * How long a client may keep the portal waiting, and who makes room where too many do.
 */
@NullMarked
package dev.runnerfleet.web.connections;

import org.jspecify.annotations.NullMarked;
