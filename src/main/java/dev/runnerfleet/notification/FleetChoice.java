package dev.runnerfleet.notification;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.runnerfleet.web.Option;

/**
 * The fleets that a target may hear of: a list to tick while they are few, names to type
 * once nobody would find one in it.
 *
 * @param all all that there are
 */
record FleetChoice(List<Option> all) {

	static final int FEW = 20;

	/** Whether all of them are listed. */
	public boolean few() {
		return this.all.size() <= FEW;
	}

	/** Those with a box to tick: all, or those that are ticked. */
	List<Option> listed(Collection<UUID> chosen) {
		return few() ? this.all : this.all.stream().filter((each) -> chosen.contains(id(each))).toList();
	}

	/** What to type for each, with the region where there is another of its name. */
	public List<String> names() {
		Set<String> seen = this.all.stream().map(Option::label).collect(Collectors.toSet());
		return (seen.size() == this.all.size()) ? this.all.stream().map(Option::label).toList()
				: this.all.stream().map(FleetChoice::full).toList();
	}

	/** Those that a text names: some names, in which a star stands for anything. */
	Set<UUID> named(String text) {
		return this.all.stream()
			.filter((each) -> names(text).anyMatch((name) -> matches(name).test(each)))
			.map(FleetChoice::id)
			.collect(Collectors.toSet());
	}

	/** The names in a text that no fleet has. */
	List<String> unknown(String text) {
		return names(text).filter((name) -> this.all.stream().noneMatch(matches(name))).toList();
	}

	private static Stream<String> names(String text) {
		return Arrays.stream(text.split("[,\\n]")).map(String::strip).filter((name) -> !name.isEmpty());
	}

	private static Predicate<Option> matches(String name) {
		String[] parts = name.toLowerCase(Locale.ROOT).split("\\*+", -1);
		return (each) -> matches(each.label().toLowerCase(Locale.ROOT), parts)
				|| matches(full(each).toLowerCase(Locale.ROOT), parts);
	}

	/** Each part at its first place after the one before: no text takes long. */
	private static boolean matches(String name, String[] parts) {
		String last = parts[parts.length - 1];
		if (parts.length == 1) {
			return name.equals(last);
		}
		int at = name.startsWith(parts[0]) ? parts[0].length() : -1;
		for (int index = 1; index < parts.length - 1 && at >= 0; index++) {
			int found = name.indexOf(parts[index], at);
			at = (found < 0) ? -1 : found + parts[index].length();
		}
		return at >= 0 && name.length() - last.length() >= at && name.endsWith(last);
	}

	private static String full(Option fleet) {
		return fleet.label() + " (" + fleet.hint() + ")";
	}

	private static UUID id(Option fleet) {
		return UUID.fromString(fleet.value());
	}

}
