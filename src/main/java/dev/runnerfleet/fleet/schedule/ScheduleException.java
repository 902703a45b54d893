package dev.runnerfleet.fleet.schedule;

/** Why a schedule cannot be read, in words for whoever wrote it. */
class ScheduleException extends RuntimeException {

	ScheduleException(String message) {
		super(message);
	}

}
