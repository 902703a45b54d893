package dev.runnerfleet.stack;

import java.util.List;

/**
 * One page of stacks.
 *
 * @param stacks the stacks, in order
 * @param total how many the query finds on all pages
 * @param hasPrevious whether there are some before these
 * @param hasNext whether there are some behind these
 */
public record StackPage(List<Stack> stacks, long total, boolean hasPrevious, boolean hasNext) {

}
