package dev.runnerfleet.stack;

import java.util.Optional;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Place;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Frees names whose stacks are gone: somebody may have deleted one in the console, and
 * only AWS knows.
 */
@Component
class StackNames {

	private final JdbcClient jdbc;

	private final StackRows rows;

	private final CloudFormation cloudFormation;

	private final StackListing listing;

	private final TransactionTemplate transaction;

	StackNames(JdbcClient jdbc, StackRows rows, CloudFormation cloudFormation, StackListing listing,
			TransactionTemplate transaction) {
		this.jdbc = jdbc;
		this.rows = rows;
		this.cloudFormation = cloudFormation;
		this.listing = listing;
		this.transaction = transaction;
	}

	/**
	 * Asks AWS whether the stack that holds a name is still there.
	 * @return whether the name was held by a stack that is gone, and is free now
	 */
	boolean freed(Place place, String name) {
		Optional<Stack> gone = holder(place, name).filter((stack) -> stack.arn() != null && stack.status().settled())
			.filter(this::isGone);
		gone.ifPresent((stack) -> this.transaction.executeWithoutResult((status) -> this.rows
			.update(this.rows.lock(stack.id()).settled(new StackStatus("DELETE_COMPLETE"), null))));
		return gone.isPresent();
	}

	/** The stack that holds a name. */
	Optional<Stack> holder(Place place, String name) {
		return this.jdbc.sql("select * from stack where live_name = ?")
			.param(StackRows.liveName(place, name))
			.query(RowMappers::stack)
			.optional();
	}

	private boolean isGone(Stack stack) {
		try {
			String arn = String.valueOf(stack.arn());
			return this.cloudFormation.describe(stack.place(), arn)
				.map((description) -> description.status().phase() == StackStatus.Phase.GONE)
				.orElseGet(() -> this.listing.inAccountOf(stack.place(), arn));
		}
		catch (AwsFailure ex) {
			return false;
		}
	}

}
