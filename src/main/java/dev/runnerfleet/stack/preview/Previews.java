package dev.runnerfleet.stack.preview;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.OperationEvent;
import dev.runnerfleet.stack.Operations;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackRows;
import org.jspecify.annotations.Nullable;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets people see what a change would do before they decide on it. As with everything
 * that is asked of AWS, the intent is committed first.
 */
@Component
public class Previews {

	private final ChangeSets changeSets;

	private final PreviewRows rows;

	private final StackRows stacks;

	private final Operations operations;

	private final PreviewTasks tasks;

	private final TransactionTemplate transaction;

	private final Clock clock;

	Previews(ChangeSets changeSets, PreviewRows rows, StackRows stacks, Operations operations, PreviewTasks tasks,
			TransactionTemplate transaction, Clock clock) {
		this.changeSets = changeSets;
		this.rows = rows;
		this.stacks = stacks;
		this.operations = operations;
		this.tasks = tasks;
		this.transaction = transaction;
		this.clock = clock;
	}

	/** A preview as it is now, whatever has become of it. */
	public Optional<Preview> find(UUID id) {
		return this.rows.find(id);
	}

	/** The previews of a stack that somebody may still decide on, the latest first. */
	public List<Preview> open(UUID stackId) {
		return this.rows.open(stackId);
	}

	/** The preview that an operation carries out, if it carries one out. */
	public Optional<Preview> ofOperation(UUID operationId) {
		return this.rows.ofOperation(operationId);
	}

	/**
	 * Asks AWS what a change would do.
	 * @param request the change
	 * @param alongside writes what belongs to the preview, in the transaction of the
	 * intent
	 * @return what became of asking
	 */
	public Outcome make(Request request, Consumer<UUID> alongside) {
		Recorded recorded = this.transaction.execute((status) -> record(request, alongside));
		if (recorded.underWay != null) {
			return new Outcome.Busy(recorded.underWay);
		}
		try {
			this.changeSets.create(recorded.stack, recorded.preview, request);
		}
		catch (AwsFailure ex) {
			if (ChangeSet.saysNothingToDo(ex.awsMessage())) {
				move(recorded.preview, Preview::empty);
				return new Outcome.Made(recorded.preview);
			}
			AwsFailure answer = ex.scrubbed((text) -> scrubbed(text, request));
			if (!ex.certain()) {
				unanswered(recorded.preview, answer);
				return new Outcome.Made(recorded.preview);
			}
			withdraw(recorded.preview);
			return new Outcome.Refused(answer);
		}
		move(recorded.preview, Preview::creating);
		return new Outcome.Made(recorded.preview);
	}

	/**
	 * Decides against a preview; one that is over already stays as it is.
	 * @param id the preview
	 * @param alongside writes what belongs to the decision, in its transaction
	 */
	public void discard(UUID id, Runnable alongside) {
		this.transaction.executeWithoutResult((status) -> this.rows.lock(id)
			.filter((preview) -> preview.state() == Preview.State.CREATING || preview.state() == Preview.State.READY)
			.ifPresent((preview) -> {
				this.rows.update(preview.discarded());
				this.tasks.now(id);
				alongside.run();
			}));
	}

	/**
	 * Whatever was done to a stack may have overtaken its other previews, and what was
	 * not done after all can be decided on again.
	 */
	@EventListener
	void ended(OperationEvent.Ended event) {
		Operation operation = event.operation();
		if (operation.state() != Operation.State.SUCCEEDED) {
			this.rows.ofOperation(operation.id()).ifPresent((preview) -> {
				this.stacks.total(preview.stackId(), preview.resourcesBefore());
				this.tasks.now(preview.id());
			});
		}
		this.rows.open(operation.stackId()).forEach((preview) -> this.tasks.now(preview.id()));
	}

	/** What was given up and is carried out after all has been decided on already. */
	@EventListener
	void confirmed(OperationEvent.Confirmed event) {
		this.rows.ofOperation(event.operation().id())
			.flatMap((preview) -> this.rows.lock(preview.id()))
			.ifPresent((preview) -> {
				this.rows.update(preview.arrived());
				this.stacks.total(preview.stackId(), preview.resourcesAfter());
				this.tasks.now(preview.id());
			});
	}

	private Recorded record(Request request, Consumer<UUID> alongside) {
		Stack stack = this.stacks.lock(request.stackId());
		List<Operation> underWay = this.operations.unfinished(List.of(stack.id()));
		Preview preview = Preview.planned(request, stack.resourcesTotal(), this.clock.instant());
		if (!underWay.isEmpty()) {
			return new Recorded(stack, preview, underWay.get(0));
		}
		this.rows.insert(preview);
		this.tasks.begin(preview.id());
		alongside.accept(preview.id());
		return new Recorded(stack, preview, null);
	}

	/** An answer that comes after the preview was given up leaves it to the task. */
	private void move(Preview planned, UnaryOperator<Preview> move) {
		this.transaction.executeWithoutResult((status) -> {
			this.rows.lock(planned.id())
				.filter((preview) -> preview.state() == Preview.State.PLANNED)
				.ifPresent((preview) -> this.rows.update(move.apply(preview)));
			this.tasks.now(planned.id());
		});
	}

	private void unanswered(Preview planned, AwsFailure answer) {
		this.transaction.executeWithoutResult((status) -> this.rows.lock(planned.id())
			.filter((preview) -> preview.state() == Preview.State.PLANNED)
			.ifPresent((preview) -> this.rows.update(preview.unanswered(answer.words()))));
	}

	private void withdraw(Preview planned) {
		this.transaction.executeWithoutResult((status) -> {
			this.tasks.end(planned.id());
			this.rows.delete(planned.id());
		});
	}

	private static String scrubbed(String text, Request request) {
		String scrubbed = text;
		for (Secret secret : request.secrets().values()) {
			scrubbed = secret.scrub(scrubbed);
		}
		return scrubbed;
	}

	private record Recorded(Stack stack, Preview preview, @Nullable Operation underWay) {

	}

	/** What became of asking what a change would do. */
	public sealed interface Outcome {

		/**
		 * AWS works it out; where it did not answer, the portal finds out by itself.
		 *
		 * @param preview the preview as it was recorded
		 */
		record Made(Preview preview) implements Outcome {

		}

		/**
		 * An operation of the stack is under way; nothing was asked of AWS.
		 *
		 * @param underWay what goes on, and who asked for it
		 */
		record Busy(Operation underWay) implements Outcome {

		}

		/**
		 * AWS said no.
		 *
		 * @param failure its answer in words
		 */
		record Refused(AwsFailure failure) implements Outcome {

		}

	}

	/**
	 * What a stack is to become.
	 *
	 * @param stackId a stack that is there
	 * @param templateBody the template, at most 51,200 bytes
	 * @param parameters plain parameter values by name
	 * @param secrets new values of NoEcho parameters by name; passed on, never kept
	 * @param kept parameters that keep the value that AWS has
	 * @param resourcesAfter how many resources these parameters lead to
	 * @param requestedBy who asks
	 * @param tags what becomes of the stack's tags, {@code null} where they stay
	 */
	public record Request(UUID stackId, String templateBody, Map<String, String> parameters,
			Map<String, Secret> secrets, Set<String> kept, int resourcesAfter, String requestedBy,
			@Nullable Tags tags) {

		/** A change that lets the tags stay. */
		public Request(UUID stackId, String templateBody, Map<String, String> parameters, Map<String, Secret> secrets,
				Set<String> kept, int resourcesAfter, String requestedBy) {
			this(stackId, templateBody, parameters, secrets, kept, resourcesAfter, requestedBy, null);
		}

		/** Leaves out the parameters: a record's own form would print them all. */
		@Override
		public String toString() {
			return "Request[stackId=%s]".formatted(this.stackId);
		}

	}

	/**
	 * What becomes of a stack's tags; those that nobody speaks of stay.
	 *
	 * @param removed keys of those that go
	 * @param given values by key
	 */
	public record Tags(Set<String> removed, Map<String, String> given) {

	}

}
