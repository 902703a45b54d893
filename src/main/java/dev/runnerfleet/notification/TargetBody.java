package dev.runnerfleet.notification;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import dev.runnerfleet.notification.occurrence.Topic;
import dev.runnerfleet.secret.Secret;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A target as scripts see it: without what lets somebody post there. */
@Schema(name = "NotificationTarget")
record TargetBody(UUID id, @Schema(example = "platform-alerts") String name,
		@Schema(description = "How it is told", allowableValues = {
				"webhook", "mail" }) String kind,
		@Schema(description = "As much of its address as may be seen",
				example = "https://hooks.example.com/…") String address,
		@Schema(description = "What it hears of", example = "[\"failed\", \"health\"]") List<String> topics,
		@Schema(description = "The fleets that it hears of, null for every fleet") @Nullable List<UUID> fleets,
		@Schema(description = "Whether it hears of nothing for now") boolean paused,
		@Schema(description = "How often it has not answered since it last did") int failures,
		@Schema(description = "Until when it is left alone for that, null where it is not") @Nullable Instant restsUntil,
		@Schema(description = "What its messages are signed with; told once, when it was made",
				accessMode = Schema.AccessMode.READ_ONLY) @Nullable String signingSecret){

	static TargetBody of(Target target) {
		return of(target, null);
	}

	static TargetBody of(Target target, @Nullable Secret made) {
		return new TargetBody(target.id(), target.name(), target.kind().name().toLowerCase(Locale.ROOT),
				target.shownAddress(), target.topics().stream().map(Topic::code).toList(),
				target.allFleets() ? null : target.fleets().stream().sorted().toList(), target.paused(),
				target.failures(), target.restingUntil(), (made != null) ? made.reveal() : null);
	}

	/** All of them. */
	@Schema(name = "NotificationTargets")
	record All(@Schema(description = "By name") List<TargetBody> items) {

	}

	/** What came of a test. */
	@Schema(name = "NotificationTest")
	record Tested(
			@Schema(description = "Whether it was taken, null while it is on its way") @Nullable Boolean delivered,
			@Schema(description = "The same in words", example = "Answered 200.") String words) {

	}

}
