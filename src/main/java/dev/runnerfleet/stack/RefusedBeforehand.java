package dev.runnerfleet.stack;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.runnerfleet.aws.AwsFailure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks why AWS refused an operation before it began, as a stack's own events only say
 * where to ask.
 */
class RefusedBeforehand {

	private static final Logger log = LoggerFactory.getLogger(RefusedBeforehand.class);

	private final CloudFormation cloudFormation;

	RefusedBeforehand(CloudFormation cloudFormation) {
		this.cloudFormation = cloudFormation;
	}

	/**
	 * Asks, if there is something to ask for. Where AWS does not tell, its words so far
	 * have to do: they are looked into again with the late events.
	 * @param own the operation's events
	 * @param unexplained those of them whose words are still to be looked into
	 * @param reason AWS's words about the stack or the operation
	 * @return why it was refused, empty if it was not refused beforehand
	 */
	Optional<OperationFailure> explain(Operation operation, Stack stack, List<StackEvent> own,
			List<StackEvent> unexplained, @Nullable String reason) {
		return Stream.concat(unexplained.stream().map(StackEvent::reason), Stream.ofNullable(reason))
			.filter(EarlyValidation::pointsElsewhere)
			.findFirst()
			.map((words) -> explain(operation, stack, own, words));
	}

	private OperationFailure explain(Operation operation, Stack stack, List<StackEvent> own, String words) {
		Instant begun = own.stream().map(StackEvent::at).min(Comparator.naturalOrder()).orElse(Instant.MIN);
		try {
			List<EarlyValidation.Failure> found = this.cloudFormation
				.refusals(stack.place(), String.valueOf(stack.arn()))
				.stream()
				.filter((failure) -> failure.at() == null || !failure.at().isBefore(begun))
				.filter((failure) -> Objects.requireNonNullElse(failure.requestToken(), operation.id().toString())
					.equals(operation.id().toString()))
				.toList();
			return found.isEmpty() ? new OperationFailure(null, null, words) : failure(found, words);
		}
		catch (AwsFailure ex) {
			log.warn("Cannot read why {} was refused: {}", stack.name(), ex.title());
			return new OperationFailure(null, null, EarlyValidation.untold(words, ex));
		}
	}

	private static OperationFailure failure(List<EarlyValidation.Failure> found, String words) {
		EarlyValidation.Failure first = found.get(0);
		String told = EarlyValidation.names(words);
		String names = told.isBlank() ? found.stream()
			.map(EarlyValidation.Failure::check)
			.filter((check) -> !check.isBlank())
			.distinct()
			.collect(Collectors.joining(", ")) : told;
		String by = names.isBlank() ? "" : " (%s)".formatted(names);
		return new OperationFailure(first.logicalId(), first.type(),
				EarlyValidation.REFUSED + by + ". " + EarlyValidation.words(found));
	}

}
