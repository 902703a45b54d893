package dev.runnerfleet.fleet.change;

import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.OperationEvent;
import dev.runnerfleet.stack.preview.Preview;
import dev.runnerfleet.stack.preview.Previews;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Takes over what a change has brought, in the transaction that stores its end; a change
 * that failed leaves everything as it was.
 */
@Component
class ChangedFleets {

	private final Previews previews;

	private final FleetChanges changes;

	private final Fleets fleets;

	ChangedFleets(Previews previews, FleetChanges changes, Fleets fleets) {
		this.previews = previews;
		this.changes = changes;
		this.fleets = fleets;
	}

	@EventListener
	void ended(OperationEvent.Ended event) {
		Operation operation = event.operation();
		if (operation.kind() == Operation.Kind.UPDATE && operation.state() == Operation.State.SUCCEEDED) {
			this.previews.ofOperation(operation.id())
				.map(Preview::id)
				.flatMap(this.changes::find)
				.ifPresent((change) -> this.fleets.changed(operation.stackId(), change));
		}
	}

}
