/** Server-sent events: what changes on a page is sent to whoever has it open. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.runnerfleet.live;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
