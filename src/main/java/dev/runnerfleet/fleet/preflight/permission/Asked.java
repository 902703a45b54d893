package dev.runnerfleet.fleet.preflight.permission;

import dev.runnerfleet.aws.permission.Permissions;

/**
 * A question to AWS, and where the answer is to be found if it is no.
 *
 * @param question what AWS is asked
 * @param policy the policy that allows it
 * @param statement the id of its statement
 * @param own whether the portal itself calls it, and not CloudFormation
 */
record Asked(Permissions.Question question, Policy policy, String statement, boolean own) {

}
