package dev.runnerfleet.fleet.health;

import java.util.Optional;

import dev.runnerfleet.fleet.ConsoleLinks;
import dev.runnerfleet.pulse.Health;
import dev.runnerfleet.stack.Stack;
import org.jspecify.annotations.Nullable;

/**
 * The one button under a health's advice: it does what the advice names first, so that
 * the two never differ.
 *
 * @param label what is on it
 * @param url where it leads; a path of the portal's own begins with a slash
 * @param operators whether only an operator may do it
 */
public record Remedy(String label, String url, boolean operators) {

	/** Whether it leads to another page of the portal. */
	public boolean own() {
		return this.url.startsWith("/");
	}

	/**
	 * What a health comes to.
	 * @param manager the manager's instance id, {@code null} where nobody told
	 * @param group the group that it lives in, {@code null} for none
	 * @return empty where there is nothing to do, or nothing that a button could lead to
	 */
	static Optional<Remedy> of(Health health, Stack stack, @Nullable String manager, @Nullable String group) {
		String page = "/fleets/" + stack.id();
		return switch (health.step()) {
			case NONE -> Optional.empty();
			case READ_LOG -> Optional.of(new Remedy("Read the manager’s log", page + "/log", false));
			case CHANGE -> Optional.of(new Remedy("Change", page + "/edit", true));
			case CHANGE_DISK ->
				Optional.of(new Remedy("Change its disk", page + "/edit#parameters-ManagerVolumeSize", true));
			case GIVE_TOKEN -> Optional.of(new Remedy("Give it a new token", page + "/edit#runnerToken", true));
			case RENEW_BLUEPRINT -> Optional.of(new Remedy("Preview the newest blueprint", page + "/edit", true));
			case OPEN_EC2 -> elsewhere("Open the manager in EC2",
					ConsoleLinks.resource(stack.region(), "AWS::EC2::Instance", manager));
			case OPEN_GROUP -> elsewhere("Open the manager’s group in EC2", group(stack, group));
			case RAISE_QUOTA -> elsewhere("Open Service Quotas",
					ConsoleLinks.page(stack.region(), "servicequotas/home/services/ec2/quotas?region={region}"));
		};
	}

	static @Nullable String group(Stack stack, @Nullable String name) {
		return ConsoleLinks.resource(stack.region(), "AWS::AutoScaling::AutoScalingGroup", name);
	}

	private static Optional<Remedy> elsewhere(String label, @Nullable String url) {
		return Optional.ofNullable(url).map((there) -> new Remedy(label, there, false));
	}

}
