package dev.runnerfleet.stack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.secret.Secret;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsResponse;
import software.amazon.awssdk.services.cloudformation.model.OnFailure;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Tag;

import org.springframework.stereotype.Component;

/** The calls to CloudFormation that this module makes, in its own terms. */
@Component
class CloudFormation {

	static final String FLEET_TAG = "runner-fleet-portal:fleet";

	static final String LAUNCHED_BY_TAG = "runner-fleet-portal:launched-by";

	/** As many as what happened in ten minutes fills. */
	private static final int EVENT_PAGES = 5;

	private final Aws aws;

	CloudFormation(Aws aws) {
		this.aws = aws;
	}

	/**
	 * Asks for a new stack.
	 * @return the stack's ARN
	 */
	String create(StackLaunch launch, Map<String, Secret> secrets, UUID stackId, UUID requestToken) {
		String arn = AwsFailure
			.guard("cloudformation:CreateStack",
					() -> client(launch.place()).createStack((request) -> request.stackName(launch.name())
						.templateBody(launch.templateBody())
						.parameters(parameters(launch, secrets))
						.capabilities(Capability.CAPABILITY_IAM, Capability.CAPABILITY_NAMED_IAM)
						.tags(tags(launch, stackId))
						.clientRequestToken(requestToken.toString())
						.enableTerminationProtection(launch.terminationProtection())
						.onFailure(launch.keepOnFailure() ? OnFailure.DO_NOTHING : OnFailure.ROLLBACK)
						.retainExceptOnCreate(false)).stackId());
		if (arn == null) {
			throw AwsFailure.notFromAws("cloudformation:CreateStack");
		}
		return arn;
	}

	/**
	 * Describes a stack.
	 * @param nameOrArn its name, or its ARN for one that may be deleted
	 * @return what AWS says of it, empty if it knows none
	 */
	Optional<StackDescription> describe(Place place, String nameOrArn) {
		try {
			return AwsFailure
				.guard("cloudformation:DescribeStacks",
						() -> client(place).describeStacks((request) -> request.stackName(nameOrArn)))
				.stacks()
				.stream()
				.map(StackDescription::of)
				.findFirst();
		}
		catch (AwsFailure ex) {
			if (ex.kind() == AwsFailure.Kind.NOT_FOUND) {
				return Optional.empty();
			}
			throw ex;
		}
	}

	/**
	 * Reads a stack's events, newest pages first.
	 * @param known tells the ids of those among some events that are known already
	 * @param enough tells from a page's size and the number of known events in it whether
	 * older pages can be left unread
	 * @return the unknown events, in the order they happened
	 */
	List<StackEvent> newEvents(Place place, String arn, Function<List<StackEvent>, Set<String>> known,
			PageRule enough) {
		List<StackEvent> fresh = new ArrayList<>();
		String token = null;
		do {
			DescribeStackEventsResponse page = eventsPage(place, arn, token);
			List<StackEvent> events = page.stackEvents().stream().map(CloudFormation::event).toList();
			Set<String> ids = known.apply(events);
			events.stream().filter((event) -> !ids.contains(event.eventId())).forEach(fresh::add);
			token = enough.stop(events.size(), ids.size()) ? null : page.nextToken();
		}
		while (token != null);
		Collections.reverse(fresh);
		fresh.sort(Comparator.comparing(StackEvent::at)
			.thenComparing((event) -> event.aboutStack(arn) && !event.inProgress())
			.thenComparing((event) -> !event.inProgress()));
		return fresh;
	}

	/**
	 * Which of some operations AWS has begun with, as the tokens of its events tell.
	 * Emulators may not pass tokens on: where no event has any, the beginning of the same
	 * work since must do. AWS leaves them out of what others do without one.
	 * @param operations the operations, the latest first
	 * @return the operation, empty if AWS tells of none of them
	 */
	Optional<Operation> begun(Place place, String arn, List<Operation> operations) {
		List<software.amazon.awssdk.services.cloudformation.model.StackEvent> events = new ArrayList<>();
		String page = null;
		for (int pages = 0; pages < EVENT_PAGES && (pages == 0 || page != null); pages++) {
			DescribeStackEventsResponse answer = eventsPage(place, arn, page);
			events.addAll(answer.stackEvents());
			page = answer.nextToken();
			Optional<Operation> found = operations.stream()
				.filter((operation) -> answer.stackEvents()
					.stream()
					.anyMatch((event) -> operation.id().toString().equals(event.clientRequestToken())))
				.findFirst();
			if (found.isPresent()) {
				return found;
			}
		}
		if (events.stream().anyMatch((event) -> event.clientRequestToken() != null)) {
			return Optional.empty();
		}
		return operations.stream()
			.filter((operation) -> operation.state() == Operation.State.PLANNED
					&& events.stream().map(CloudFormation::event).anyMatch((event) -> begins(event, arn, operation)))
			.findFirst();
	}

	private static boolean begins(StackEvent event, String arn, Operation operation) {
		return event.aboutStack(arn) && event.status().equals(operation.kind().meanwhile().name())
				&& !event.at().isBefore(operation.startedAt());
	}

	/** Lists a stack's resources as they are now; some emulators know them by no name. */
	List<StackResource> resources(Place place, String arn) {
		return AwsFailure
			.guard("cloudformation:DescribeStackResources",
					() -> client(place).describeStackResources((request) -> request.stackName(arn)))
			.stackResources()
			.stream()
			.filter((resource) -> resource.logicalResourceId() != null)
			.map((resource) -> new StackResource(resource.logicalResourceId(), resource.physicalResourceId(),
					resource.resourceType(), resource.resourceStatusAsString(), resource.resourceStatusReason(),
					resource.timestamp(),
					resource.resourceStatusAsString().endsWith("_IN_PROGRESS") ? null : resource.timestamp()))
			.toList();
	}

	/** Reads what AWS found wrong with a stack's operations before or while it worked. */
	List<EarlyValidation.Failure> refusals(Place place, String arn) {
		return EarlyValidation.read(() -> client(place), (request) -> request.stackName(arn));
	}

	private DescribeStackEventsResponse eventsPage(Place place, String arn, @Nullable String token) {
		return AwsFailure.guard("cloudformation:DescribeStackEvents",
				() -> client(place).describeStackEvents((request) -> request.stackName(arn).nextToken(token)));
	}

	private CloudFormationClient client(Place place) {
		return PacedCalls.client(this.aws, place);
	}

	private static List<Parameter> parameters(StackLaunch launch, Map<String, Secret> secrets) {
		List<Parameter> parameters = new ArrayList<>();
		launch.parameters().forEach((name, value) -> parameters.add(parameter(name, value)));
		secrets.forEach((name, secret) -> parameters.add(parameter(name, secret.reveal())));
		return parameters;
	}

	private static Parameter parameter(String name, String value) {
		return Parameter.builder().parameterKey(name).parameterValue(value).build();
	}

	private static List<Tag> tags(StackLaunch launch, UUID stackId) {
		List<Tag> tags = new ArrayList<>();
		launch.tags().forEach((key, value) -> tags.add(Tag.builder().key(key).value(value).build()));
		Map.of(FLEET_TAG, stackId.toString(), LAUNCHED_BY_TAG, launch.requestedBy())
			.forEach((key, value) -> tags.add(Tag.builder().key(key).value(value).build()));
		return tags;
	}

	private static StackEvent event(software.amazon.awssdk.services.cloudformation.model.StackEvent event) {
		return new StackEvent(0, event.eventId(), event.timestamp(), event.logicalResourceId(),
				event.physicalResourceId(), event.resourceType(), event.resourceStatusAsString(),
				event.resourceStatusReason());
	}

	/** Decides when older pages of events need not be read. */
	interface PageRule {

		/** A page that overlaps what is known: right between two ticks. */
		PageRule OVERLAPS = (events, known) -> known > 0;

		/**
		 * A page that holds nothing new: right at the end, when nothing may be missing.
		 */
		PageRule ALL_KNOWN = (events, known) -> known == events;

		boolean stop(int events, int known);

	}

}
