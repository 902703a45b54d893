package dev.runnerfleet.notification.occurrence;

import java.time.Instant;
import java.util.List;

/**
 * One kind of thing that happens, read from the rows that it leaves anyway: whoever
 * writes those knows nothing of who is told.
 */
public interface Occurrences {

	/**
	 * What has happened and was not taken down yet, the earliest first.
	 * @param since what is older is no news any more
	 * @param most how many to read at a time
	 */
	List<Notification> unnoticed(Instant since, int most);

	/**
	 * Remembers that something is being taken down, in the same transaction.
	 * @throws org.springframework.dao.OptimisticLockingFailureException if somebody else
	 * has done so
	 */
	default void taken(Notification notification) {
	}

}
