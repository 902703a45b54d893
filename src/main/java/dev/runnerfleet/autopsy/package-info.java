/**
 * What a manager said last: read from its log group when something failed, stored with
 * the operation, and waited for after a change and a proof.
 */
@ApplicationModule(allowedDependencies = { "aws", "manager", "secret", "stack", "stack :: preview", "task" })
@NullMarked
package dev.runnerfleet.autopsy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
