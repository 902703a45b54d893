package dev.runnerfleet.stack;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Place;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes in stacks that were made elsewhere; in AWS everything stays as it is. */
@Component
public class StackAdoption {

	/** A hundred stacks each. */
	private static final int PAGES = 10;

	private final Aws aws;

	private final CloudFormation cloudFormation;

	private final StackListing listing;

	private final JdbcClient jdbc;

	private final StackRows rows;

	private final Operations operations;

	private final StackNames names;

	private final TrackingSchedule tracking;

	private final TransactionTemplate transaction;

	private final Clock clock;

	StackAdoption(Aws aws, CloudFormation cloudFormation, StackListing listing, JdbcClient jdbc, StackRows rows,
			Operations operations, StackNames names, TrackingSchedule tracking, TransactionTemplate transaction,
			Clock clock) {
		this.aws = aws;
		this.cloudFormation = cloudFormation;
		this.listing = listing;
		this.jdbc = jdbc;
		this.rows = rows;
		this.operations = operations;
		this.names = names;
		this.tracking = tracking;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Looks a stack up.
	 * @param place where to ask
	 * @param nameOrArn the stack's name or ARN
	 * @return the stack, empty if AWS knows none
	 * @throws AwsFailure if AWS could not be asked
	 */
	public Optional<Candidate> find(Place place, String nameOrArn) {
		return this.cloudFormation.describe(place, nameOrArn).map((description) -> description.found(place));
	}

	/**
	 * Looks at the stacks of a place one page after the other, up to a bound: an account
	 * may have any number of them.
	 * @throws AwsFailure if AWS could not be asked
	 */
	public Strangers list(Place place) {
		List<Candidate> stacks = new ArrayList<>();
		String token = null;
		int pages = 0;
		do {
			StackListing.Descriptions page = this.listing.descriptions(place, token);
			page.stacks().values().stream().map((stack) -> stack.found(place)).forEach(stacks::add);
			token = page.next();
			pages++;
		}
		while (token != null && pages < PAGES);
		return new Strangers(stacks, token == null);
	}

	/**
	 * The type of each of a stack's resources.
	 * @throws AwsFailure if AWS could not be asked
	 */
	public List<String> resourceTypes(Candidate stack) {
		return this.cloudFormation.resources(stack.place(), stack.arn()).stream().map(StackResource::type).toList();
	}

	/** Those of some stacks' ARNs that the portal has. */
	public Set<String> known(Set<String> arns) {
		return arns.isEmpty() ? Set.of()
				: this.jdbc.sql("select arn from stack where arn in (:arns)")
					.param("arns", arns)
					.query(String.class)
					.set();
	}

	/**
	 * Reads a stack's template as it was sent to AWS.
	 * @return the text, YAML or JSON
	 * @throws AwsFailure if AWS could not be asked
	 */
	public String template(Candidate stack) {
		return AwsFailure.guard("cloudformation:GetTemplate",
				() -> this.aws.cloudFormation(stack.place())
					.getTemplate((request) -> request.stackName(stack.arn()))
					.templateBody());
	}

	/** The portal's id of a stack, or of the one that holds its name here. */
	public Optional<UUID> known(Candidate stack) {
		Optional<UUID> same = this.jdbc.sql("select id from stack where arn = ?")
			.param(stack.arn())
			.query(UUID.class)
			.optional();
		if (same.isPresent() || this.names.freed(stack.place(), stack.name())) {
			return same;
		}
		return this.names.holder(stack.place(), stack.name()).map(Stack::id);
	}

	/**
	 * Records a stack; the tracker reads what happened to it so far.
	 * @param found the stack
	 * @param resourcesTotal how many resources its template asks for
	 * @param by who adopts it
	 * @param alongside writes what belongs to the stack, in the same transaction
	 * @return the portal's id of it, empty if somebody else was first
	 */
	public Optional<UUID> adopt(Candidate found, int resourcesTotal, String by, Consumer<UUID> alongside) {
		Instant now = this.clock.instant();
		Operation operation = Operation.planned(UUID.randomUUID(), Operation.Kind.ADOPT, by, 0, now).running();
		Stack stack = new Stack(operation.stackId(), found.name(), found.place(), found.arn(), found.status(), null, 0,
				resourcesTotal, 0, null, null, null, by, found.createdAt(), found.createdAt(), Stack.Standing.UNSAID,
				0);
		try {
			this.transaction.executeWithoutResult((status) -> {
				this.rows.insert(stack);
				this.rows.update(stack);
				this.operations.insert(operation, null);
				alongside.accept(stack.id());
				this.tracking.now(operation.id());
			});
			return Optional.of(stack.id());
		}
		catch (DuplicateKeyException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Stacks of a place, whoever made them.
	 *
	 * @param stacks as many as are read
	 * @param complete whether these are all
	 */
	public record Strangers(List<Candidate> stacks, boolean complete) {

	}

	/**
	 * A stack that was made elsewhere, as AWS describes it.
	 *
	 * @param arn its id
	 * @param name its name
	 * @param place where it is
	 * @param status its status
	 * @param createdAt when it was made
	 * @param fleet the value of the portal's tag, if it has one
	 * @param nested whether it is a part of another stack
	 * @param parameters its parameters by name, those with NoEcho masked by AWS
	 * @param outputs its outputs
	 * @param tags its tags by key
	 */
	public record Candidate(String arn, String name, Place place, StackStatus status, Instant createdAt,
			@Nullable String fleet, boolean nested, Map<String, String> parameters, List<StackOutput> outputs,
			Map<String, String> tags) {

		/** The region that it is in. */
		public String region() {
			return this.place.region();
		}

		/** Leaves out the parameters: a record's own form would print them all. */
		@Override
		public String toString() {
			return "Candidate[arn=%s, status=%s]".formatted(this.arn, this.status.name());
		}

	}

}
