/** Whether stacks still are as their templates want them; CloudFormation compares. */
@NamedInterface("drift")
@NullMarked
package dev.runnerfleet.stack.drift;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
