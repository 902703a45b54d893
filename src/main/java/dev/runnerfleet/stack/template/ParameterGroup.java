package dev.runnerfleet.stack.template;

import java.util.List;

/**
 * Parameters that belong together on a form, as {@code AWS::CloudFormation::Interface}
 * groups them.
 *
 * @param label the group's heading
 * @param parameters the names, in order
 */
public record ParameterGroup(String label, List<String> parameters) {

}
