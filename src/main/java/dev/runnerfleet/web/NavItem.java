package dev.runnerfleet.web;

/**
 * A page in the main navigation; each module contributes its own as beans, so that the
 * layout knows none of them.
 *
 * @param label what the link says, one short word
 * @param icon its picture's name, one of those in {@code icons.svg}
 * @param path where it leads, such as {@code /fleets/new}
 * @param role the least role that sees it
 * @param order its place, the lowest first
 */
public record NavItem(String label, String icon, String path, Role role, int order) {

}
