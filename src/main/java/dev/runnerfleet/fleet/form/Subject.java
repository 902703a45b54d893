package dev.runnerfleet.fleet.form;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

import dev.runnerfleet.aws.Place;
import dev.runnerfleet.fleet.Violation;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.preflight.Plan;
import dev.runnerfleet.network.Subnet;
import dev.runnerfleet.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What is looked at: a form, and the fleet that it is for if there is one.
 *
 * @param form the form
 * @param blueprint its blueprint
 * @param today what the fleet is that is to be changed, {@code null} for a launch
 * @param fleetId the fleet that is to be changed or launched again, {@code null} for a
 * new one
 */
record Subject(LaunchForm form, Blueprint blueprint, @Nullable LaunchForm today, @Nullable UUID fleetId) {

	/** What the form has that can stay as it is. */
	Plan plan(List<Violation> violations, List<Subnet> subnets) {
		Predicate<String> right = (field) -> violations.stream().noneMatch((wrong) -> wrong.field().equals(field));
		Map<String, String> values = WellFormed.of(this.form.values(this.blueprint), violations);
		List<Subnet> chosen = this.form.subnetIds()
			.stream()
			.flatMap((id) -> subnets.stream().filter((subnet) -> subnet.id().equals(id)))
			.toList();
		boolean given = this.form.source().way() == TokenSource.Way.HAVE && right.test("runnerToken")
				&& values.containsKey(LaunchForm.GITLAB_URL);
		return new Plan(Place.in(this.form.region()), right.test("name") ? this.form.name() : "", this.blueprint,
				values, chosen, values.getOrDefault(LaunchForm.GITLAB_URL, ""),
				given ? this.form.runnerToken() : Secret.of(""),
				(this.today != null) ? this.today.values(this.blueprint) : Map.of(), this.fleetId);
	}

	/** Whether the same would be found of another one. */
	boolean isLike(Subject other) {
		return asked().equals(other.asked());
	}

	private List<Object> asked() {
		return Arrays.asList(this.form.name(), this.form.region(), this.blueprint.name(),
				this.form.values(this.blueprint), this.form.source().way(), this.form.runnerToken().reveal(),
				(this.today != null) ? this.today.values(this.blueprint) : Map.of(), this.fleetId);
	}

	/** Leaves out the values: a record's own form would print them all. */
	@Override
	public String toString() {
		return "Subject[form=%s]".formatted(this.form);
	}

}
