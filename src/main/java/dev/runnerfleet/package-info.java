/** The portal: each direct subpackage is a module. */
@NullMarked
package dev.runnerfleet;

import org.jspecify.annotations.NullMarked;
