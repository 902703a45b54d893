/** Checks of the AWS account: who asks there, and which names are taken. */
@NullMarked
package dev.runnerfleet.fleet.preflight.account;

import org.jspecify.annotations.NullMarked;
