package dev.runnerfleet.web.failure;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/** Ends the reading of a body that turned out too large on the way. */
public class BodyTooLarge extends IOException {

	BodyTooLarge(long limit) {
		super("The body exceeds " + limit + " bytes");
	}

	/** Whether a failure comes of it. */
	public static boolean causes(@Nullable Throwable ex) {
		return ex != null && (ex instanceof BodyTooLarge || causes(ex.getCause()));
	}

}
