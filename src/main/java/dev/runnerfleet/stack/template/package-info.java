/** CloudFormation templates read and evaluated the way CloudFormation does it. */
@NamedInterface("template")
@NullMarked
package dev.runnerfleet.stack.template;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
