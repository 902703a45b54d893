package dev.runnerfleet.web;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What a user must be to reach the paths of one module; each module contributes those of
 * its own as a bean, so that the sign-in knows none of them.
 *
 * @param rules of which the first that matches a path decides
 */
public record PathPermissions(List<Rule> rules) {

	/**
	 * One role for some paths, or two.
	 *
	 * @param reading who may ask for them, {@code null} for everybody
	 * @param changing who may send anything there, {@code null} for everybody
	 * @param paths patterns below the context path, such as {@code /fleets/*}
	 */
	public record Rule(@Nullable Role reading, @Nullable Role changing, List<String> paths) {

		/** Whether nobody has to sign in for it. */
		public boolean isOpen() {
			return this.reading == null && this.changing == null;
		}

	}

	/** Paths that are open to everybody. */
	public static PathPermissions everybody(String... paths) {
		return new PathPermissions(List.of(new Rule(null, null, List.of(paths))));
	}

	/** Paths that take one role, whatever is asked of them. */
	public static PathPermissions of(Role role, String... paths) {
		return of(role, role, paths);
	}

	/** Paths that take one role to read them and another to change anything there. */
	public static PathPermissions of(Role reading, Role changing, String... paths) {
		return new PathPermissions(List.of(new Rule(reading, changing, List.of(paths))));
	}

	/** These, and then others for paths that none of these matches. */
	public PathPermissions then(PathPermissions others) {
		return new PathPermissions(Stream.concat(this.rules.stream(), others.rules.stream()).toList());
	}

}
