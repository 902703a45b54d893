package dev.runnerfleet.sandbox;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

	private final Touches touches;

	LogGroups(StackRegistry stacks, Touches touches) {
		this.stacks = stacks;
		this.touches = touches;
	}

	/** The log groups that exist, by name. */
	Collection<LogGroup> all() {
		Map<String, LogGroup> groups = new LinkedHashMap<>();
		for (History history : this.stacks.all()) {
			history.things("AWS::Logs::LogGroup")
				.stream()
				.filter((thing) -> thing.goneAt() == null)
				.forEach((thing) -> add(groups, thing.physicalId(), thing.createdAt(), null));
			for (Thing thing : history.things("AWS::EC2::Instance")) {
				DeployedResource manager = history.deployment().find(thing.logicalId());
				String text = (manager != null) ? String.join("\n", Values.texts(manager.metadata()).toList()) : "";
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
			this.touches.put(name, Touch.Kind.ENDED, this.stacks.now(), "");
			return true;
		});
	}

	private void add(Map<String, LogGroup> groups, String name, Instant createdAt, @Nullable Integer retention) {
		if (!this.touches.ended(name, createdAt)) {
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
