/** Who is served first where more ask than the machine can serve at once. */
@NullMarked
package dev.runnerfleet.web.admission;

import org.jspecify.annotations.NullMarked;
