package dev.runnerfleet.fleet;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.runnerfleet.stack.StackStatus;

/**
 * A stack's status in words and in a colour that means the same everywhere.
 *
 * @param code AWS's name for it
 * @param words what people read
 * @param tone {@code good}, {@code busy}, {@code bad}, {@code warn} or {@code idle}
 */
record Status(String code, String words, String tone) {

	private static final Map<String, String> WORDS = Map.ofEntries(Map.entry("PLANNED", "Asking AWS"),
			Map.entry("NOT_SENT", "Not confirmed by AWS"), Map.entry("REVIEW_IN_PROGRESS", "Waiting for review"),
			Map.entry("CREATE_IN_PROGRESS", "Launching"), Map.entry("CREATE_FAILED", "Launch failed"),
			Map.entry("CREATE_COMPLETE", "Ready"), Map.entry("ROLLBACK_IN_PROGRESS", "Rolling back"),
			Map.entry("ROLLBACK_FAILED", "Rollback failed"),
			Map.entry("ROLLBACK_COMPLETE", "Launch failed, rolled back"), Map.entry("DELETE_IN_PROGRESS", "Removing"),
			Map.entry("DELETE_FAILED", "Removal failed"), Map.entry("DELETE_COMPLETE", "Removed"),
			Map.entry("UPDATE_IN_PROGRESS", "Updating"),
			Map.entry("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "Updated, cleaning up"),
			Map.entry("UPDATE_COMPLETE", "Ready"), Map.entry("UPDATE_FAILED", "Update failed"),
			Map.entry("UPDATE_ROLLBACK_IN_PROGRESS", "Undoing the update"),
			Map.entry("UPDATE_ROLLBACK_FAILED", "Undoing the update failed"),
			Map.entry("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", "Update undone, cleaning up"),
			Map.entry("UPDATE_ROLLBACK_COMPLETE", "Update failed, undone"),
			Map.entry("IMPORT_IN_PROGRESS", "Importing"), Map.entry("IMPORT_COMPLETE", "Ready"),
			Map.entry("IMPORT_ROLLBACK_IN_PROGRESS", "Undoing the import"),
			Map.entry("IMPORT_ROLLBACK_FAILED", "Undoing the import failed"),
			Map.entry("IMPORT_ROLLBACK_COMPLETE", "Import failed, undone"));

	static Status of(StackStatus status) {
		return new Status(status.name(), words(status.name()), tone(status));
	}

	/** The status of a resource, which has AWS's words without a story. */
	static Status ofResource(String code) {
		String words = code.toLowerCase(Locale.ROOT).replace('_', ' ');
		return new Status(code, Character.toUpperCase(words.charAt(0)) + words.substring(1),
				tone(new StackStatus(code)));
	}

	private static String words(String code) {
		return Optional.ofNullable(WORDS.get(code)).orElse(code);
	}

	private static String tone(StackStatus status) {
		return switch (status.phase()) {
			case READY -> "good";
			case BUSY -> "busy";
			case UNDOING, UNCHANGED -> "warn";
			case FAILED -> "bad";
			case GONE, IDLE -> "idle";
		};
	}

	/** What a dashboard can be narrowed to. */
	enum Filter {

		READY("Ready", StackStatus.Phase.READY),
		WORKING("In progress", StackStatus.Phase.BUSY, StackStatus.Phase.UNDOING, StackStatus.Phase.IDLE),
		FAILED("Failed", StackStatus.Phase.FAILED, StackStatus.Phase.UNCHANGED),
		REMOVED("Removed", StackStatus.Phase.GONE);

		private final String label;

		private final Set<StackStatus.Phase> phases;

		Filter(String label, StackStatus.Phase... phases) {
			this.label = label;
			this.phases = Set.of(phases);
		}

		public String label() {
			return this.label;
		}

		/**
		 * Names of statuses for a filter's name or for a status's own name.
		 * @return the names, empty for a name that is neither
		 */
		static Optional<Set<String>> statuses(String name) {
			return Arrays.stream(values())
				.filter((filter) -> filter.name().equalsIgnoreCase(name))
				.findFirst()
				.map(Filter::statuses)
				.or(() -> WORDS.containsKey(name) ? Optional.of(Set.of(name)) : Optional.empty());
		}

		private Set<String> statuses() {
			return WORDS.keySet()
				.stream()
				.filter((code) -> this.phases.contains(new StackStatus(code).phase()))
				.collect(Collectors.toSet());
		}

	}

}
