package dev.runnerfleet.fleet.diagnosis;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What lies behind a failure, for somebody who has never opened CloudFormation.
 *
 * @param id its name in the catalogue, such as {@code no-capacity}
 * @param title what happened
 * @param explanation why
 * @param fix what to set right, whatever is done afterwards
 * @param values whether that takes other values
 * @param logged whether the manager's log group tells more; CloudFormation does not carry
 * its words
 * @param fields parameters of the launch that it may lie in; {@code InstanceType},
 * {@code ImageId} and {@code VolumeSize} are the manager's or the workers', whichever
 * failed
 * @param links where to set it right or read on, the likeliest first
 */
public record Cause(String id, String title, String explanation, String fix, boolean values, boolean logged,
		List<String> fields, List<Link> links) {

	/** The name of what nobody has met yet. */
	public static final String UNKNOWN = "unknown";

	/** Where to go on, {@code null} if there is no such place. */
	public @Nullable Link link() {
		return this.links.isEmpty() ? null : this.links.get(0);
	}

	/** Whether the catalogue knows it; of others AWS's own words are all there is. */
	public boolean known() {
		return !this.id.equals(UNKNOWN);
	}

	/**
	 * A way on.
	 *
	 * @param title what is there
	 * @param url its address, in the AWS console or in somebody's documents
	 */
	public record Link(String title, String url) {

	}

}
