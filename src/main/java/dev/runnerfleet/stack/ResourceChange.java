package dev.runnerfleet.stack;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a change would do to one resource, as CloudFormation foresees it.
 *
 * @param action what happens to it
 * @param logicalId its name in the template
 * @param physicalId its id in AWS, {@code null} for one that is not there yet
 * @param type its type, such as {@code AWS::S3::Bucket}
 * @param replacement whether another one takes its place
 * @param properties what differs, empty for one that comes or goes
 */
public record ResourceChange(Action action, String logicalId, @Nullable String physicalId, String type,
		Replacement replacement, List<Property> properties) {

	/** What happens to a resource. */
	public enum Action {

		ADD, MODIFY, REMOVE,
		/** Something that this version has never heard of, or that shows only later. */
		OTHER

	}

	/** Whether another resource takes the place of one. */
	public enum Replacement {

		NEVER,
		/** It depends on values that are known only while AWS works. */
		MAYBE, ALWAYS

	}

	/**
	 * A property that differs.
	 *
	 * @param name its name, or the attribute's where the resource's own is meant, such as
	 * {@code Metadata}
	 * @param replacement whether this alone replaces the resource
	 * @param before its value now, {@code null} where AWS gives none or it is secret
	 * @param after its value afterwards, {@code null} where AWS gives none or it is
	 * secret
	 */
	public record Property(String name, Replacement replacement, @Nullable String before, @Nullable String after) {

	}

}
