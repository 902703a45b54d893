package dev.runnerfleet.fleet.change;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.FleetChange;
import dev.runnerfleet.fleet.StackTags;
import dev.runnerfleet.fleet.ReadableTime;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.blueprint.ResourceWords;
import dev.runnerfleet.fleet.cost.FleetCosts.Cost;
import dev.runnerfleet.stack.preview.Preview;
import dev.runnerfleet.stack.template.ParameterGroup;
import dev.runnerfleet.stack.template.TemplateParameter;
import org.jspecify.annotations.Nullable;

/**
 * A preview as its page shows it.
 *
 * @param fleetId the fleet
 * @param fleetName its name
 * @param preview the preview
 * @param madeAt when it was asked for
 * @param expiresIn how long it can be applied, in words
 * @param blueprint the blueprint's name and version that it brings
 * @param upgradeFrom the version that the fleet has, {@code null} if it has the same
 * @param tokenReplaced whether it brings another runner token
 * @param parameters what differs in the form
 * @param groups what changes in AWS, what matters most first
 * @param cost what the fleet costs before and after, {@code null} if this portal does not
 * know its blueprint
 */
public record PreviewView(UUID fleetId, String fleetName, Preview preview, ReadableTime madeAt, String expiresIn,
		String blueprint, @Nullable Integer upgradeFrom, boolean tokenReplaced, List<ParameterChange> parameters,
		List<Group> groups, @Nullable CostChange cost) {

	/** Whether AWS has not worked it out yet. */
	public boolean isWaiting() {
		return this.preview.state() == Preview.State.PLANNED || this.preview.state() == Preview.State.CREATING;
	}

	/** What a fleet costs today, and what it would cost. */
	public record CostChange(Cost before, Cost after) {

	}

	/** Changes of one kind. */
	record Group(String heading, List<Line> lines) {

	}

	/** A resource in words, with what its change means. */
	record Line(String name, Preview.ResourceChange change, @Nullable String meaning) {

		static Line of(Preview.ResourceChange change) {
			return new Line(ResourceWords.name(change.logicalId()), change, ResourceWords.meaning(change));
		}

	}

	/**
	 * A value of the form that a change would set differently.
	 *
	 * @param name the parameter
	 * @param label what people call it, with its group
	 * @param before its value today, blank for none
	 * @param after its value afterwards, blank for none
	 * @param explanation what it is and how a change of it takes effect
	 */
	public record ParameterChange(String name, String label, String before, String after, String explanation) {

		/** What differs between a fleet and what it is to become, in the form's order. */
		static List<ParameterChange> between(Fleet fleet, FleetChange change, Blueprint blueprint) {
			List<ParameterChange> changes = new ArrayList<>();
			for (ParameterGroup group : blueprint.template().groups()) {
				for (TemplateParameter parameter : blueprint.parameters(group)) {
					String fallback = (parameter.defaultValue() != null) ? parameter.defaultValue() : "";
					String before = fleet.parameters().getOrDefault(parameter.name(), fallback);
					String after = change.parameters().getOrDefault(parameter.name(), before);
					if (!parameter.noEcho() && !before.equals(after)) {
						changes.add(new ParameterChange(parameter.name(), group.label() + ": " + parameter.label(),
								before, after, explanation(parameter, before)));
					}
				}
			}
			StackTags tags = change.stackTags();
			if (tags != null && !tags.equals(fleet.stackTags())) {
				changes.add(new ParameterChange("stackTags", "Tags in AWS", line(fleet.stackTags()), line(tags),
						"CloudFormation passes them on to what it makes."));
			}
			return changes;
		}

		private static String line(StackTags tags) {
			return tags.text().replace("\n", ", ");
		}

		private static String explanation(TemplateParameter parameter, String before) {
			return (parameter.name().equals(FleetChanger.MANAGER_IMAGE) && before.isEmpty())
					? "The image that the manager runs, so that a newer one does not replace it by the way."
					: parameter.description();
		}

	}

}
