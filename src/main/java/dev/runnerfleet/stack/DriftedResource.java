package dev.runnerfleet.stack;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A resource that is not as the template wants it.
 *
 * @param logicalId its name in the template
 * @param physicalId its id in AWS, if AWS gave one
 * @param type its type, such as {@code AWS::S3::Bucket}
 * @param removed whether it is no longer there
 * @param differences what differs, empty for a removed one
 */
public record DriftedResource(String logicalId, @Nullable String physicalId, String type, boolean removed,
		List<Difference> differences) {

	/**
	 * A property that differs.
	 *
	 * @param path where in the resource, such as {@code /Tags/0/Value}
	 * @param expected the template's value, {@code null} if the template has none; what
	 * may be secret is hidden
	 * @param actual the value that was found, {@code null} if there is none; hidden
	 * likewise
	 */
	public record Difference(String path, @Nullable String expected, @Nullable String actual) {

	}

}
