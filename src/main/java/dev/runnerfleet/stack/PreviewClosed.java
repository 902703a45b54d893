package dev.runnerfleet.stack;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Says that a preview can no longer, or not yet, be carried out. */
class PreviewClosed extends ErrorResponseException {

	PreviewClosed(Preview preview) {
		super(HttpStatus.CONFLICT);
		setTitle("This preview cannot be applied");
		setDetail(switch (preview.state()) {
			case PLANNED, CREATING, READY -> "AWS is still working it out. Wait a moment and apply it then.";
			case EMPTY -> "It would change nothing.";
			case APPLIED -> "Somebody has applied it already. The fleet's page shows how far it is.";
			case DISCARDED -> "Somebody has discarded it. Preview the change once more.";
			case FAILED, EXPIRED -> "It is no longer valid. Preview the change once more.";
		});
		getBody().setProperty("fleet", preview.stackId());
	}

}
