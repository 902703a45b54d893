package dev.runnerfleet.fleet;

import java.util.Map;
import java.util.UUID;

/**
 * What the portal remembers of a launch besides its stack.
 *
 * @param id the fleet, and its stack
 * @param blueprint the blueprint's name
 * @param blueprintVersion the blueprint's version at the launch
 * @param gitlabUrl the GitLab it works for
 * @param parameters plain parameter values by name; never a secret
 */
record Fleet(UUID id, String blueprint, int blueprintVersion, String gitlabUrl, Map<String, String> parameters) {

}
