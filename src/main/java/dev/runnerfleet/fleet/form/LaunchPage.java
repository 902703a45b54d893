package dev.runnerfleet.fleet.form;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.network.AwsAccount;
import dev.runnerfleet.web.Option;
import org.jspecify.annotations.Nullable;

/**
 * What the launch form shows around the values of a {@link LaunchForm}.
 *
 * @param choices the path where another VPC's subnets come from
 * @param blueprint the chosen blueprint
 * @param essentials fields that every launch asks for
 * @param groups folded fields with working defaults
 * @param blueprints all blueprints
 * @param regions the account's regions
 * @param onFailure what can become of a launch that fails
 * @param scopes whom a created runner can serve
 * @param account where it would be launched, {@code null} if AWS did not say
 * @param pending whether choices have not come yet and are to be asked for again
 * @param troubles why some choices are missing
 * @param preset the name of the preset that the settings are held against
 * @param closed subnets without a way out
 * @param placement where machines go that nobody placed
 */
public record LaunchPage(String choices, Blueprint blueprint, List<Field> essentials, List<Group> groups,
		List<Option> blueprints, List<Option> regions, List<Option> onFailure, List<Option> scopes,
		@Nullable AwsAccount account, boolean pending, List<String> troubles, String preset, List<Option> closed,
		AccountOptions.Placement placement) {

	/** What the fields are called, by their paths. */
	public Map<String, String> labels() {
		return FieldLabels.of(this.blueprint);
	}

	/** Whether the form has a field for a parameter's path. */
	boolean shows(String path) {
		return Stream.concat(this.essentials.stream(), this.groups.stream().flatMap((group) -> group.fields().stream()))
			.anyMatch((field) -> field.path().equals(path));
	}

	/** The form with machines placed where nobody placed them. */
	public LaunchForm settled(LaunchForm form) {
		return this.placement.vpcId().isEmpty() ? form : form.in(this.placement.vpcId(), this.placement.subnetIds());
	}

	/** Whether a form has chosen subnets without a way out. */
	public boolean closedIn(LaunchForm form) {
		return this.closed.stream().map(Option::value).anyMatch(form.subnetIds()::contains);
	}

	/** Where machines go, in words, blank where nobody placed them. */
	public String place() {
		return this.placement.words();
	}

	/** The ways to a runner token. */
	public List<TokenSource.Way> getWays() {
		return List.of(TokenSource.Way.values());
	}

	/** A group of fields under one heading. */
	record Group(String label, List<Field> fields) {

	}

	/**
	 * A field of the form.
	 *
	 * @param path its place in the form
	 * @param kind how it is filled in
	 * @param label what it is called
	 * @param hint one line of explanation
	 * @param required whether it must be filled in
	 * @param options what can be chosen
	 * @param min the smallest number, or {@code null}
	 * @param max the largest number, or {@code null}
	 * @param usual its value where nobody touched it, {@code null} where that says
	 * nothing
	 * @param own whether it has another value
	 */
	record Field(String path, Kind kind, String label, String hint, boolean required, List<Option> options,
			@Nullable String min, @Nullable String max, @Nullable String usual, boolean own) {

	}

	/** How a field is filled in. */
	enum Kind {

		TEXT, LINES, NUMBER, SECRET, SELECT, KEY_PAIR, VPC, SUBNETS;

		public boolean network() {
			return this == KEY_PAIR || this == VPC || this == SUBNETS;
		}

	}

}
