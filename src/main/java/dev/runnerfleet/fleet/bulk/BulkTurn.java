package dev.runnerfleet.fleet.bulk;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.runnerfleet.fleet.BusySentence;
import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.Violation;
import dev.runnerfleet.fleet.change.FleetChanger;
import dev.runnerfleet.fleet.change.FleetChanger.ChangePreview;
import dev.runnerfleet.fleet.outside.DriftTrail;
import dev.runnerfleet.fleet.removal.FleetRemover;
import dev.runnerfleet.fleet.removal.FleetRemover.RemovalForm;
import dev.runnerfleet.fleet.removal.RemovalOutcome;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.drift.DriftDetection;

import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

/** Does to one fleet what its own page would, with every guard that stands there. */
@Component
class BulkTurn {

	private final FleetRemover remover;

	private final FleetChanger changer;

	private final DriftTrail drift;

	private final Clock clock;

	BulkTurn(FleetRemover remover, FleetChanger changer, DriftTrail drift, Clock clock) {
		this.remover = remover;
		this.changer = changer;
		this.drift = drift;
		this.clock = clock;
	}

	BulkRun.Item take(BulkRun run, BulkRun.Item item, Stack stack) {
		try {
			return switch (run.action()) {
				case REMOVE -> remove(run, item, stack);
				case PREVIEW -> preview(run, item);
				case DRIFT -> drift(run, item);
			};
		}
		catch (ErrorResponseException ex) {
			String detail = ex.getBody().getDetail();
			return item.skipped((detail != null) ? detail : ex.getBody().getTitle() + ".");
		}
	}

	/**
	 * The run's confirmation has named the fleet, as the name would be typed by itself.
	 */
	private BulkRun.Item remove(BulkRun run, BulkRun.Item item, Stack stack) {
		RemovalOutcome outcome = this.remover.remove(item.fleetId(),
				new RemovalForm(stack.name(), run.keepCache(), run.removeLogs(), List.of(), null), run.askedBy());
		return (outcome instanceof RemovalOutcome.Begun) ? item.begun(null) : item.skipped(outcome.words());
	}

	private BulkRun.Item preview(BulkRun run, BulkRun.Item item) {
		UUID id = item.fleetId();
		if (this.changer.newerBlueprint(id) == null) {
			return item.skipped("There is no newer version of its blueprint.");
		}
		ChangePreview preview = this.changer.preview(id, this.changer.today(id), false, null, run.askedBy());
		if (preview instanceof ChangePreview.Made made) {
			return item.begun(made.previewId());
		}
		if (preview instanceof ChangePreview.Invalid invalid) {
			return item.skipped(joined(invalid.violations().stream().map(Violation::message).toList()));
		}
		if (preview instanceof ChangePreview.Doubtful doubtful) {
			return item
				.skipped(joined(doubtful.findings().stream().filter(Finding::stops).map(Finding::words).toList()));
		}
		return item.skipped(((ChangePreview.Refused) preview).failure().words());
	}

	private BulkRun.Item drift(BulkRun run, BulkRun.Item item) {
		DriftDetection.Outcome outcome = this.drift.begin(item.fleetId(), run.askedBy());
		if (outcome instanceof DriftDetection.Outcome.Busy busy) {
			return item.skipped(BusySentence.words(busy.underWay(), this.clock.instant()));
		}
		if (outcome instanceof DriftDetection.Outcome.UnderWay earlier) {
			return item.skipped(BusySentence.words(earlier.drift(), this.clock.instant()));
		}
		return (outcome instanceof DriftDetection.Outcome.Begun) ? item.begun(null) : item.skipped(DriftTrail.UNREADY);
	}

	private static String joined(List<String> messages) {
		return messages.stream().collect(Collectors.joining(" "));
	}

}
