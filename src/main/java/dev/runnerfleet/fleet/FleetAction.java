package dev.runnerfleet.fleet;

/** What can be done with a fleet, by the words on its button. */
enum FleetAction {

	CHANGE("Change"), CANCEL("Cancel the change"), STOP("Stop the launch"), CONTINUE_ROLLBACK("Continue the rollback"),
	RETRY("Try again"), BRING_BACK("Bring it back"), INSPECT("Check for drift"), REMOVE("Remove"),
	/** Removes what an earlier removal has left. */
	FINISH("Finish the removal");

	/** Always on offer: it leaves the fleet as it is. */
	static final String LIKE = "Launch another like it";

	private final String label;

	FleetAction(String label) {
		this.label = label;
	}

	public String label() {
		return this.label;
	}

}
