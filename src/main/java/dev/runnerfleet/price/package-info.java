/** What AWS asks for what fleets are made of, from a dated file in the jar. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.runnerfleet.price;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
