package dev.runnerfleet.notification;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

import dev.runnerfleet.notification.occurrence.Topic;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.web.RefusedValues;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/** A target as a script sends it. */
@Schema(name = "NotificationTargetRequest")
record TargetRequest(
		@Schema(description = "What it is called", example = "platform-alerts",
				requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String name,
		@Schema(description = "How it is told", allowableValues = {
				"webhook", "mail" }, example = "webhook",
				requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String kind,
		@Schema(description = "Where a webhook's messages are posted to; kept encrypted and never shown again",
				example = "https://hooks.example.com/services/…", format = "password",
				accessMode = Schema.AccessMode.WRITE_ONLY) @Nullable String address,
		@Schema(description = "Up to ten mail addresses",
				example = "[\"ops@example.com\"]") @Nullable List<String> recipients,
		@Schema(description = "What it hears of, everything where nothing is sent: ready, failed, changed-outside, "
				+ "drift, health, token, removal-stopped",
				example = "[\"failed\", \"health\"]") @Nullable List<String> topics,
		@Schema(description = "Ids of the fleets that it hears of, null for every fleet") @Nullable List<UUID> fleets,
		@Schema(description = "Whether it hears of nothing for now", defaultValue = "false") @Nullable Boolean paused){

	/** Says nothing of an address. */
	@Override
	public String toString() {
		return "TargetRequest[" + this.name + "]";
	}

	/** The name by which scripts know a field of the form. */
	static String field(String field) {
		return field.equals("secretAddress") ? "address" : field;
	}

	boolean isPaused() {
		return Boolean.TRUE.equals(this.paused);
	}

	Target.Kind asKind() {
		return Arrays.stream(Target.Kind.values())
			.filter((each) -> each.name().toLowerCase(Locale.ROOT).equals(this.kind))
			.findFirst()
			.orElseThrow(() -> RefusedValues.of(HttpStatus.UNPROCESSABLE_CONTENT, "kind", "Send webhook or mail."));
	}

	TargetForm form(Target.Kind kind) {
		TargetForm form = new TargetForm();
		form.setName(Objects.requireNonNullElse(this.name, ""));
		if (kind == Target.Kind.WEBHOOK) {
			form.setSecretAddress(Secret.of(Objects.requireNonNullElse(this.address, "").strip()));
		}
		form.setRecipients(String.join(", ", present(this.recipients)));
		form.setTopics((this.topics != null) ? present(this.topics).stream().map(TargetRequest::topic).toList()
				: Topic.choices());
		form.setScope((this.fleets != null) ? "SOME" : "ALL");
		form.setFleets(present(this.fleets));
		return form;
	}

	private static <T> List<T> present(@Nullable List<T> list) {
		return (list != null) ? list.stream().filter(Objects::nonNull).toList() : List.of();
	}

	private static Topic topic(String code) {
		return Topic.choices()
			.stream()
			.filter((topic) -> topic.code().equals(code))
			.findFirst()
			.orElseThrow(() -> RefusedValues.of(HttpStatus.UNPROCESSABLE_CONTENT, "topics",
					"Send some of " + String.join(", ", Topic.choices().stream().map(Topic::code).toList()) + "."));
	}

}
