package dev.runnerfleet.stack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.runnerfleet.aws.AwsFailure;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.DescribeEventsRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeEventsResponse;
import software.amazon.awssdk.services.cloudformation.model.OperationEvent;

/**
 * Reads what AWS found wrong before it began: a stack or change set that it refuses so
 * early only says where the reasons are.
 */
public final class EarlyValidation {

	/** Begins what the portal makes of AWS's answer. */
	static final String REFUSED = "AWS refused it before it began";

	/** Tells whoever lacks the right to ask what it would be good for. */
	private static final String NOT_ALLOWED = " With the permission cloudformation:DescribeEvents "
			+ "the portal could tell which resource and property it is about.";

	private static final Pattern NAME = Pattern.compile("AWS::EarlyValidation::\\w+");

	private static final Pattern PATH = Pattern.compile("^/?Resources/(?<resource>[^/]+)(?:/Properties)?/?");

	private EarlyValidation() {
	}

	/** Whether AWS's words only say where the reasons are. */
	public static boolean pointsElsewhere(@Nullable String words) {
		return words != null && !words.startsWith(REFUSED)
				&& (words.contains("DescribeEvents") || NAME.matcher(words).find());
	}

	/** The checks that AWS's words name, blank for none. */
	static String names(String words) {
		return NAME.matcher(words).results().map((found) -> found.group()).distinct().collect(Collectors.joining(", "));
	}

	/**
	 * Reads all that AWS found.
	 * @param client gives the client for each page
	 * @param subject names the stack or change set
	 * @return what stops it, then what AWS only warns of
	 * @throws AwsFailure if AWS refused or did not answer
	 */
	public static List<Failure> read(Supplier<CloudFormationClient> client,
			Consumer<DescribeEventsRequest.Builder> subject) {
		List<OperationEvent> events = new ArrayList<>();
		DescribeEventsResponse page;
		String token = null;
		do {
			String next = token;
			page = AwsFailure.guard("cloudformation:DescribeEvents",
					() -> client.get()
						.describeEvents((request) -> request.applyMutation(subject)
							.filters((filter) -> filter.failedEvents(true))
							.nextToken(next)));
			events.addAll(page.operationEvents());
			token = page.nextToken();
		}
		while (token != null);
		List<Failure> failures = events.stream().map(Failure::of).filter((failure) -> !failure.saysNothing()).toList();
		boolean told = failures.stream().anyMatch(Failure::beforehand);
		return failures.stream()
			.filter((failure) -> failure.beforehand() || !told)
			.distinct()
			.sorted(Comparator.comparing(Failure::warning))
			.toList();
	}

	/**
	 * AWS's words where it does not tell more.
	 * @param words AWS's words
	 * @param refusal why it did not tell
	 */
	public static String untold(String words, AwsFailure refusal) {
		boolean denied = refusal.kind() == AwsFailure.Kind.DENIED && !words.endsWith(NOT_ALLOWED);
		return denied ? words + NOT_ALLOWED : words;
	}

	/** All of them in sentences; warnings only where nothing else was found. */
	public static String words(List<Failure> failures) {
		boolean stopped = failures.stream().anyMatch((failure) -> !failure.warning());
		return failures.stream()
			.filter((failure) -> !stopped || !failure.warning())
			.map(Failure::words)
			.distinct()
			.collect(Collectors.joining(" "));
	}

	/**
	 * One thing that AWS found wrong.
	 *
	 * @param logicalId the resource, {@code null} where AWS names none
	 * @param type the resource's type
	 * @param property the path within the resource's properties, blank for none
	 * @param check AWS's name of the check, blank where AWS names none
	 * @param reason AWS's own words
	 * @param warning whether AWS goes on all the same
	 * @param beforehand whether it was found before AWS began
	 * @param at when it was found
	 * @param requestToken the token of the request that it belongs to, where AWS tells
	 */
	public record Failure(@Nullable String logicalId, @Nullable String type, String property, String check,
			String reason, boolean warning, boolean beforehand, @Nullable Instant at, @Nullable String requestToken) {

		private static Failure of(OperationEvent event) {
			String found = Stream.of(event.validationStatusReason(), event.hookStatusReason())
				.filter(Objects::nonNull)
				.findFirst()
				.orElse(null);
			Matcher path = PATH.matcher(Objects.requireNonNullElse(event.validationPath(), ""));
			String inPath = path.find() ? path.group("resource") : null;
			String mode = String.valueOf(event.validationFailureModeAsString()) + event.hookFailureModeAsString();
			return new Failure((event.logicalResourceId() != null) ? event.logicalResourceId() : inPath,
					event.resourceType(), path.replaceFirst("").replace('/', '.'),
					Objects.requireNonNullElse(event.validationName(), ""),
					Objects.requireNonNullElse((found != null) ? found : event.resourceStatusReason(), ""),
					mode.contains("WARN"), found != null, event.timestamp(), event.clientRequestToken());
		}

		private boolean saysNothing() {
			return this.reason.isBlank() || pointsElsewhere(this.reason);
		}

		/** Resource, property and reason in a sentence. */
		public String words() {
			String about = Stream
				.of(Objects.requireNonNullElse(this.logicalId, ""),
						this.property.isBlank() ? "" : "property " + this.property)
				.filter((part) -> !part.isBlank())
				.collect(Collectors.joining(", "));
			return (about.isBlank() ? "" : about + ": ") + this.reason.strip()
					+ (this.reason.strip().endsWith(".") ? "" : ".");
		}

	}

}
