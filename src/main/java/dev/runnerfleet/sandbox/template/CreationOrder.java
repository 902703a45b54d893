package dev.runnerfleet.sandbox.template;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.stack.template.TemplateResource;

/** Puts each resource after those that it depends on. */
public final class CreationOrder {

	private CreationOrder() {
	}

	/**
	 * Sorts resources.
	 * @param resources resources in any order
	 * @return the same resources, each after its dependencies
	 * @throws IllegalArgumentException if some wait for each other
	 */
	public static List<TemplateResource> of(Collection<TemplateResource> resources) {
		Map<String, TemplateResource> waiting = new LinkedHashMap<>();
		resources.forEach((resource) -> waiting.put(resource.logicalId(), resource));
		Map<String, TemplateResource> placed = new LinkedHashMap<>();
		while (!waiting.isEmpty()) {
			List<TemplateResource> ready = waiting.values()
				.stream()
				.filter((resource) -> placed.keySet().containsAll(resource.dependencies()))
				.toList();
			if (ready.isEmpty()) {
				throw new IllegalArgumentException("Circular dependency between resources: " + waiting.keySet());
			}
			ready.forEach((resource) -> placed.put(resource.logicalId(), resource));
			waiting.keySet().removeAll(placed.keySet());
		}
		return List.copyOf(placed.values());
	}

}
