package dev.runnerfleet.sandbox.services;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.runnerfleet.sandbox.account.SandboxAccount;
import dev.runnerfleet.sandbox.account.TemplateValues;
import dev.runnerfleet.sandbox.cloudformation.ManualChanges;
import dev.runnerfleet.sandbox.cloudformation.StackRegistry;
import dev.runnerfleet.sandbox.story.DeployedResource;
import dev.runnerfleet.sandbox.story.History;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;

/**
 * The log groups of one region: those of stacks, and those that a manager's agent made,
 * which no stack removes.
 */
class LogGroups {

	private static final Pattern NAME = Pattern.compile("(?m)^LOG_GROUP=(\\S+)$");

	private static final Pattern RETENTION = Pattern.compile("(?m)^LOG_RETENTION=(\\d+)$");

	private final StackRegistry stacks;

	private final ManualChanges manualChanges;

	LogGroups(StackRegistry stacks, ManualChanges manualChanges) {
		this.stacks = stacks;
		this.manualChanges = manualChanges;
	}

	/** The log groups that exist, by name. */
	Collection<LogGroup> all() {
		Map<String, LogGroup> groups = new LinkedHashMap<>();
		for (History history : this.stacks.all()) {
			history.things("AWS::Logs::LogGroup")
				.stream()
				.filter((thing) -> thing.goneAt() == null)
				.forEach((thing) -> add(groups, thing.physicalId(), thing.createdAt(), null));
			for (History.MadeResource thing : history.things("AWS::EC2::Instance")) {
				DeployedResource manager = history.deployment().find(thing.logicalId());
				String text = (manager != null) ? String.join("\n", TemplateValues.texts(manager.metadata()).toList())
						: "";
				Matcher name = NAME.matcher(text);
				Matcher retention = RETENTION.matcher(text);
				if (name.find()) {
					add(groups, name.group(1), thing.createdAt(),
							retention.find() ? Integer.valueOf(retention.group(1)) : null);
				}
			}
		}
		return groups.values();
	}

	void delete(String name) {
		this.stacks.exclusively(() -> {
			this.manualChanges.put(name, ManualChanges.Change.Kind.ENDED, this.stacks.now(), "");
			return true;
		});
	}

	private void add(Map<String, LogGroup> groups, String name, Instant createdAt, @Nullable Integer retention) {
		if (!this.manualChanges.ended(name, createdAt)) {
			groups.putIfAbsent(name, LogGroup.builder()
				.logGroupName(name)
				.creationTime(createdAt.toEpochMilli())
				.retentionInDays(retention)
				.storedBytes(4096L)
				.arn("arn:aws:logs:%s:%s:log-group:%s:*".formatted(this.stacks.region(), SandboxAccount.ID, name))
				.build());
		}
	}

}
