package dev.runnerfleet.fleet.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.runnerfleet.fleet.blueprint.ResourceWords;
import dev.runnerfleet.fleet.change.PreviewView;
import dev.runnerfleet.stack.preview.Preview;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A preview as scripts see it. */
@Schema(name = "Preview")
record PreviewBody(@Schema(description = "Also the end of the change set's name") UUID id, UUID fleetId, @Schema(
		description = "READY can be applied; PLANNED and CREATING become something else soon") Preview.State state,
		@Schema(description = "Why nothing comes of it") @Nullable String reason,
		@Schema(description = "Who asked for it") String requestedBy, Instant createdAt,
		@Schema(description = "When it is thrown away unless it is applied") Instant expiresAt,
		@Schema(description = "The blueprint and its version that the change brings",
				example = "docker-autoscaler, version 1") String blueprint,
		@Schema(description = "Whether the change brings another runner token") boolean tokenReplaced,
		@Schema(description = "Parameters that differ from today's") List<Value> parameters,
		@Schema(description = "What changes in AWS, known once it is READY") List<Change> changes,
		@Schema(description = "What the fleet costs today; null if this portal does not know its blueprint") @Nullable CostBody costBefore,
		@Schema(description = "What it would cost") @Nullable CostBody costAfter,
		@Schema(description = "What looked wrong and went on all the same; only in the answer to who asked") @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings) {

	public static PreviewBody of(PreviewView view) {
		Preview preview = view.preview();
		return new PreviewBody(preview.id(), view.fleetId(), preview.state(), preview.reason(), preview.requestedBy(),
				preview.createdAt(), preview.expiresAt(), view.blueprint(), view.tokenReplaced(),
				view.parameters()
					.stream()
					.map((parameter) -> new Value(parameter.name(), parameter.before(), parameter.after()))
					.toList(),
				preview.changes().stream().map(Change::of).toList(),
				(view.cost() != null) ? CostBody.of(view.cost().before()) : null,
				(view.cost() != null) ? CostBody.of(view.cost().after()) : null, List.of());
	}

	/** The same with what whoever asked should know. */
	PreviewBody warned(List<String> warnings) {
		return new PreviewBody(this.id, this.fleetId, this.state, this.reason, this.requestedBy, this.createdAt,
				this.expiresAt, this.blueprint, this.tokenReplaced, this.parameters, this.changes, this.costBefore,
				this.costAfter, warnings);
	}

	@Schema(name = "ValueChange")
	record Value(@Schema(example = "CacheExpirationInDays") String name,
			@Schema(description = "Null where AWS gives none or it is secret") @Nullable String before,
			@Schema(description = "Null where AWS gives none or it is secret") @Nullable String after) {

	}

	@Schema(name = "ResourceChange")
	record Change(Preview.ResourceChange.Action action, @Schema(example = "Manager") String logicalId,
			@Schema(example = "AWS::EC2::Instance") String type,
			@Schema(description = "Whether another resource takes its place") Preview.ResourceChange.Replacement replacement,
			@Schema(description = "What that means for the fleet, null where there is no more to say") @Nullable String meaning,
			List<Value> properties) {

		private static Change of(Preview.ResourceChange change) {
			return new Change(change.action(), change.logicalId(), change.type(), change.replacement(),
					ResourceWords.meaning(change),
					change.properties()
						.stream()
						.map((property) -> new Value(property.name(), property.before(), property.after()))
						.toList());
		}

	}

}
