package dev.runnerfleet.sandbox.story;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.runnerfleet.sandbox.account.Ids;
import dev.runnerfleet.sandbox.account.SandboxNetwork;
import dev.runnerfleet.sandbox.account.TemplateValues;
import software.amazon.awssdk.services.ec2.model.Subnet;

/**
 * What a manager is started from, be it a resource of its own or a machine of a group.
 *
 * @param data what it is to be: an instance's properties or a launch template's data
 * @param places the subnets that it may be started in
 * @param isOfGroup whether a group starts it
 */
public record ManagerLaunch(Map<String, Object> data, List<Subnet> places, boolean isOfGroup) {

	static ManagerLaunch of(DeployedResource resource, Deployment deployment, SandboxNetwork network) {
		if (!resource.isGroup()) {
			return new ManagerLaunch(resource.properties(), network.subnetsNamedIn(resource.properties()), false);
		}
		Object template = TemplateValues.map(resource.properties().get("LaunchTemplate")).get("LaunchTemplateId");
		Map<String, Object> data = deployment.resources()
			.stream()
			.filter((other) -> other.physicalId().equals(template))
			.map((other) -> TemplateValues.map(other.properties().get("LaunchTemplateData")))
			.findFirst()
			.orElse(Map.of());
		return new ManagerLaunch(data, network.subnetsNamedIn(resource.properties()), true);
	}

	/** The id of what a resource starts; a group's next machine is another one. */
	static String id(DeployedResource resource, Object generation) {
		return resource.isGroup() ? Ids.ec2("i", resource.physicalId(), generation) : resource.physicalId();
	}

	public String type() {
		return property("InstanceType").isEmpty() ? "m1.small" : property("InstanceType");
	}

	/** A property as text, blank if it is not set. */
	String property(String name) {
		Object value = this.data.get(name);
		return (value != null) ? String.valueOf(value) : "";
	}

	boolean isEncryptedWith(String key) {
		return property("BlockDeviceMappings").contains(key);
	}

	public Optional<Subnet> place() {
		return this.places.stream().findFirst();
	}

	/** Whether it reaches the internet from where it is. */
	boolean hasWayOut(SandboxNetwork network) {
		return place().filter((place) -> !network.hasWayOut(place, hasPublicAddress(place))).isEmpty();
	}

	private boolean hasPublicAddress(Subnet subnet) {
		Object interfaces = this.data.get("NetworkInterfaces");
		Object first = (interfaces instanceof List<?> list && !list.isEmpty()) ? list.get(0) : null;
		Object asked = TemplateValues.map(first).get("AssociatePublicIpAddress");
		return (asked != null) ? Boolean.parseBoolean(String.valueOf(asked)) : subnet.mapPublicIpOnLaunch();
	}

}
