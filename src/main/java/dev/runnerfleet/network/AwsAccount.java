package dev.runnerfleet.network;

/**
 * The AWS account that the portal works in.
 *
 * @param id twelve digits
 * @param alias the account's name, blank if it has none or the portal may not see it
 */
public record AwsAccount(String id, String alias) {

}
