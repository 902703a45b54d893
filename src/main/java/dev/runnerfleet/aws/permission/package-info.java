/** What identities may do in AWS, as AWS's own simulation judges it. */
@NamedInterface("permission")
@NullMarked
package dev.runnerfleet.aws.permission;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
