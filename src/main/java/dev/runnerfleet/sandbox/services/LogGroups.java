package dev.runnerfleet.sandbox.services;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.runnerfleet.sandbox.account.TemplateValues;
import dev.runnerfleet.sandbox.cloudformation.ManualChanges;
import dev.runnerfleet.sandbox.cloudformation.StackRegistry;
import dev.runnerfleet.sandbox.story.DeployedResource;
import dev.runnerfleet.sandbox.story.History;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;

/**
 * The log groups of one region: those of stacks, and those that a manager's agent made,
 * which no stack removes.
 */
class LogGroups {

	private static final Pattern NAME = Pattern.compile("(?m)^LOG_GROUP=(\\S+)$");

	private final StackRegistry stacks;

	private final ManualChanges manualChanges;

	LogGroups(StackRegistry stacks, ManualChanges manualChanges) {
		this.stacks = stacks;
		this.manualChanges = manualChanges;
	}

	/** The names of the log groups that exist. */
	Set<String> names() {
		Set<String> names = new LinkedHashSet<>();
		for (History history : this.stacks.all()) {
			history.things("AWS::Logs::LogGroup")
				.stream()
				.filter((thing) -> thing.goneAt() == null)
				.forEach((thing) -> add(names, thing.physicalId(), thing.createdAt()));
			for (History.MadeResource thing : history.things("AWS::EC2::Instance")) {
				DeployedResource manager = history.deployment().find(thing.logicalId());
				String text = (manager != null) ? String.join("\n", TemplateValues.texts(manager.metadata()).toList())
						: "";
				Matcher name = NAME.matcher(text);
				if (name.find()) {
					add(names, name.group(1), thing.createdAt());
				}
			}
		}
		return names;
	}

	void delete(String name) {
		this.stacks.exclusively(() -> {
			this.manualChanges.put(name, ManualChanges.Change.Kind.ENDED, this.stacks.now(), "");
			return true;
		});
	}

	private void add(Set<String> names, String name, Instant createdAt) {
		if (!this.manualChanges.ended(name, createdAt)) {
			names.add(name);
		}
	}

}
