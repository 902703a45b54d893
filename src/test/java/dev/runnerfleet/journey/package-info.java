/** People's ways through the portal, walked in a real browser. */
@NullMarked
package dev.runnerfleet.journey;

import org.jspecify.annotations.NullMarked;
