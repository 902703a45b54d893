package dev.runnerfleet.access;

/**
 * One user of each role, named after it, for those who try the portal out; contributed as
 * a bean by whoever lets them.
 *
 * @param passwordHash the hash of the password that all of them have and everybody may
 * know
 * @param howToSignIn the words that end the line with the portal's address
 */
public record TrialUsers(String passwordHash, String howToSignIn) {

}
