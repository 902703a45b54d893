package dev.runnerfleet.fleet.api;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.runnerfleet.autopsy.Autopsy;
import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.FleetActions;
import dev.runnerfleet.fleet.FleetActions.FleetAction;
import dev.runnerfleet.fleet.FleetState;
import dev.runnerfleet.fleet.StatusLabel;
import dev.runnerfleet.fleet.diagnosis.Cause;
import dev.runnerfleet.fleet.diagnosis.Diagnosis;
import dev.runnerfleet.fleet.pulse.HealthBody;
import dev.runnerfleet.fleet.removal.Removal;
import dev.runnerfleet.pulse.Health;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.OperationFailure;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackOutput;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A fleet as scripts see it. */
@Schema(name = "Fleet")
record FleetBody(@Schema(description = "The fleet's id in the portal") UUID id, String name, String blueprint,
		String region, @Schema(description = "The stack's name") String stackName,
		@Schema(description = "The stack's ARN, null until AWS has given one") @Nullable String stackId,
		@Schema(description = "AWS's name of the stack's status; PLANNED before AWS has answered, "
				+ "NOT_SENT if AWS has not confirmed the launch", example = "CREATE_IN_PROGRESS") String status,
		@Schema(description = "How the fleet stands, from its stack, what was asked last and what a removal has "
				+ "closed; what the filters ready, working, failed and removed go by") FleetState state,
		@Schema(description = "The same in plain words", example = "Launching") String words,
		@Schema(description = "How it is while it lives; left out under launch and removal") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable HealthBody health,
		@Schema(description = "What can be done with it now") Set<FleetAction> actions,
		@Schema(description = "What to do about it, where something is wrong") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String advice,
		@Schema(description = "Its runner in GitLab, null where the portal was told nothing of it") @Nullable RunnerBody runner,
		Progress progress, @Schema(description = "What was asked last") @Nullable LatestOperation operation,
		@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable RemovalBody removal,
		@Schema(description = "The stack's outputs by name, once it is settled") Map<String, String> outputs,
		@JsonInclude(JsonInclude.Include.NON_NULL) @Schema(
				description = "Why the portal cannot follow it, left out while it can") @Nullable String trouble,
		@JsonInclude(JsonInclude.Include.NON_NULL) @Schema(
				description = "Since when the portal cannot follow it") @Nullable Instant troubledSince,
		@Schema(description = "Who launched it") String createdBy, Instant createdAt,
		@Schema(description = "Short words by which people tell fleets apart") List<String> labels,
		@Schema(description = "Tags of its stack besides the portal's own, as far as the portal was told",
				example = "{\"CostCenter\": \"4711\"}") Map<String, String> stackTags,
		@Schema(description = "What looked wrong and went on all the same; only in the answer to who asked") @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings) {

	static FleetBody of(Stack stack, @Nullable Fleet fleet, @Nullable Operation operation,
			@Nullable OperationFailure failure, @Nullable Diagnosis diagnosis, @Nullable Autopsy autopsy,
			@Nullable Removal removal, @Nullable Health health, List<StackOutput> outputs, List<String> labels) {
		Map<String, String> values = new LinkedHashMap<>();
		outputs.forEach((output) -> values.put(output.name(), output.value()));
		StatusLabel status = StatusLabel.of(stack);
		return new FleetBody(stack.id(), stack.name(), (fleet != null) ? fleet.blueprint() : "", stack.region(),
				stack.name(), stack.arn(), status.code(), FleetState.of(stack), status.sentence(),
				(health != null) ? HealthBody.of(health) : null, FleetActions.of(stack).possible(),
				(diagnosis != null) ? diagnosis.next() : null, (fleet != null) ? RunnerBody.of(fleet) : null,
				new Progress(stack.resourcesDone(), stack.resourcesTotal()),
				(operation != null) ? LatestOperation.of(operation, failure, diagnosis, autopsy) : null,
				(removal != null) ? RemovalBody.of(removal) : null, values, stack.trouble(), stack.troubledSince(),
				stack.createdBy(), stack.createdAt(), labels, (fleet != null) ? fleet.stackTags().values() : Map.of(),
				List.of());
	}

	/** The same with what whoever launched it should know. */
	FleetBody warned(List<String> warnings) {
		return new FleetBody(this.id, this.name, this.blueprint, this.region, this.stackName, this.stackId, this.status,
				this.state, this.words, this.health, this.actions, this.advice, this.runner, this.progress,
				this.operation, this.removal, this.outputs, this.trouble, this.troubledSince, this.createdBy,
				this.createdAt, this.labels, this.stackTags, warnings);
	}

	@Schema(description = "Resources that are there, of those that the template asks for")
	record Progress(int done, int total) {

	}

	@Schema(name = "Operation")
	record LatestOperation(@Schema(description = "Also the clientRequestToken that AWS sees") UUID id,
			Operation.Kind kind, Operation.State state, Instant startedAt,
			@Schema(description = "Null while it goes on") @Nullable Instant finishedAt,
			@JsonInclude(JsonInclude.Include.NON_NULL) @Schema(
					description = "AWS's last answer, where it leaves open whether AWS has begun") @Nullable String answer,
			@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable RootCause failure,
			@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable AutopsyBody autopsy) {

		private static LatestOperation of(Operation operation, @Nullable OperationFailure failure,
				@Nullable Diagnosis diagnosis, @Nullable Autopsy autopsy) {
			return new LatestOperation(operation.id(), operation.kind(), operation.state(), operation.startedAt(),
					operation.finishedAt(), operation.answer(), RootCause.of(failure, diagnosis),
					AutopsyBody.of(autopsy));
		}

	}

	@Schema(name = "Failure", description = "Why it failed")
	record RootCause(
			@Schema(description = "The resource that failed first, null if AWS named none") @Nullable String resource,
			@Schema(description = "The resource's type") @Nullable String type,
			@Schema(description = "AWS's own words") String reason,
			@Schema(description = "Whether nothing had begun yet, so that there is nothing to put back") boolean refused,
			@Schema(description = "What lies behind it, by its name in docs/causes.md; unknown if nobody has met it yet",
					example = "no-capacity") String cause,
			@Schema(description = "What happened, in plain words") String explanation,
			@Schema(description = "What lies behind it, in plain words; empty where the explanation says it all") String why,
			@Schema(description = "What to do next") String next,
			@Schema(description = "The manager's log group in the AWS console, where it tells more") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String logs,
			@Schema(description = "Where to set it right or read on") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Link link) {

		private static @Nullable RootCause of(@Nullable OperationFailure failure, @Nullable Diagnosis diagnosis) {
			if (failure == null || diagnosis == null) {
				return null;
			}
			Cause cause = diagnosis.cause();
			return new RootCause(failure.logicalId(), failure.type(), failure.reason(), failure.refused(),
					(cause != null) ? cause.id() : Cause.UNKNOWN, diagnosis.title(), diagnosis.why(),
					NextCalls.in(diagnosis.next()), diagnosis.logs(), (cause != null) ? Link.of(cause.link()) : null);
		}

	}

	@Schema(name = "FailureLink", description = "A page in the AWS console or in somebody's documents")
	record Link(String title, String url) {

		static @Nullable Link of(Cause.@Nullable Link link) {
			return (link != null) ? new Link(link.title(), link.url()) : null;
		}

	}

}
