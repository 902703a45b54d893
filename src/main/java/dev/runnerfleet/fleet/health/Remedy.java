package dev.runnerfleet.fleet.health;

import java.util.Comparator;
import java.util.List;
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
 */
public record Remedy(String label, String url) {

	/** Whether it leads to another page of the portal. */
	public boolean own() {
		return this.url.startsWith("/");
	}

	/** Whether only an operator may do it. */
	public boolean operators() {
		return own() && !this.url.endsWith("/log");
	}

	/**
	 * What an advice comes to.
	 * @param manager the manager's instance id, {@code null} where nobody told
	 * @return empty where there is nothing to do, or nothing that a button could lead to
	 */
	static Optional<Remedy> of(Health health, Stack stack, @Nullable String manager) {
		String region = stack.region();
		return List
			.of(new Way("Launch another", "Launch another like it", "/fleets/new?like=" + stack.id()),
					new Way("EC2 console", "Open the manager in EC2",
							ConsoleLinks.resource(region, "AWS::EC2::Instance", manager)),
					new Way("Service Quotas", "Open Service Quotas",
							ConsoleLinks.page(region, "servicequotas/home/services/ec2/quotas?region={region}")),
					new Way("Change", change(health.kind()), "/fleets/" + stack.id() + edit(health.kind())),
					new Way("log ", "Read the manager’s log", "/fleets/" + stack.id() + "/log"))
			.stream()
			.filter((way) -> way.url() != null && health.advice().contains(way.named()))
			.min(Comparator.comparingInt((way) -> health.advice().indexOf(way.named())))
			.flatMap(Way::remedy);
	}

	private static String change(Health.Kind kind) {
		return switch (kind) {
			case TOKEN_REFUSED, TOKEN_ENDS -> "Give it a new token";
			case UNKNOWN -> "Preview the newest blueprint";
			case MANAGER_GONE -> "Change its disk";
			default -> "Change";
		};
	}

	/** The form, and the field where the advice names one. */
	private static String edit(Health.Kind kind) {
		return switch (kind) {
			case TOKEN_REFUSED, TOKEN_ENDS -> "/edit#runnerToken";
			case MANAGER_GONE -> "/edit#parameters-ManagerVolumeSize";
			default -> "/edit";
		};
	}

	/** Something that an advice may name. */
	private record Way(String named, String label, @Nullable String url) {

		Optional<Remedy> remedy() {
			return (this.url != null) ? Optional.of(new Remedy(this.label, this.url)) : Optional.empty();
		}

	}

}
