/** Changes that CloudFormation works out as change sets before somebody decides. */
@NamedInterface("preview")
@NullMarked
package dev.runnerfleet.stack.preview;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
