package dev.runnerfleet.stack.template;

import java.util.Map;
import java.util.Set;

/**
 * A resource that a stack with certain parameter values has.
 *
 * @param logicalId its name in the template
 * @param type its type, such as {@code AWS::S3::Bucket}
 * @param properties its properties, with intrinsic functions unresolved in their long
 * form
 * @param attributes the whole declaration, such as {@code DeletionPolicy} and
 * {@code CreationPolicy}
 * @param dependencies logical ids of the resources that must be complete before it
 */
public record TemplateResource(String logicalId, String type, Map<String, Object> properties,
		Map<String, Object> attributes, Set<String> dependencies) {

}
