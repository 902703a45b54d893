/**
 * Launches that AWS looks at without carrying them out: a change set that would create
 * the stack, and is thrown away.
 */
@NamedInterface("trial")
@NullMarked
package dev.runnerfleet.stack.trial;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
