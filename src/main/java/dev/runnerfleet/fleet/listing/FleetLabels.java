package dev.runnerfleet.fleet.listing;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.runnerfleet.audit.Action;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.audit.Outcome;
import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackStandings;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The short words by which people tell fleets apart. AWS knows nothing of them. */
@Component
public class FleetLabels {

	/** How many one fleet may have. */
	public static final int MOST = 10;

	private static final int LONGEST = 30;

	private static final int KNOWN = 200;

	private static final Pattern LABEL = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._:/-]*");

	private final JdbcClient jdbc;

	private final StackStandings standings;

	private final TransactionTemplate transaction;

	private final ApplicationEventPublisher events;

	private final Audit audit;

	FleetLabels(JdbcClient jdbc, StackStandings standings, TransactionTemplate transaction,
			ApplicationEventPublisher events, Audit audit) {
		this.jdbc = jdbc;
		this.standings = standings;
		this.transaction = transaction;
		this.events = events;
		this.audit = audit;
	}

	/** The labels in a text, which separates them by blanks or commas; in lower case. */
	public static SortedSet<String> in(String text) {
		return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[\\s,]+"))
			.filter((label) -> !label.isEmpty())
			.collect(Collectors.toCollection(TreeSet::new));
	}

	/** What is wrong with some labels, blank if nothing. */
	public static String objection(Collection<String> labels) {
		if (labels.stream().anyMatch((label) -> label.length() > LONGEST || !LABEL.matcher(label).matches())) {
			return "A label is one short word: up to 30 letters, digits and any of . _ : / - after the first.";
		}
		return (labels.size() > MOST) ? "A fleet has at most " + MOST + " labels." : "";
	}

	/** The labels of some fleets, by fleet; one that has none is left out. */
	public Map<UUID, List<String>> of(Collection<UUID> fleetIds) {
		return fleetIds.isEmpty() ? Map.of()
				: this.jdbc.sql("select * from fleet_label where fleet_id in (:ids) order by label")
					.param("ids", fleetIds)
					.query((row, index) -> Map.entry(row.getObject("fleet_id", UUID.class), row.getString("label")))
					.list()
					.stream()
					.collect(Collectors.groupingBy(Map.Entry::getKey,
							Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
	}

	/** The labels that there are, by name. */
	public List<String> known() {
		return this.jdbc.sql("select distinct label from fleet_label order by label limit " + KNOWN)
			.query(String.class)
			.list();
	}

	/**
	 * Gives a fleet some labels and takes others away.
	 * @return what is in the way, blank if it was done
	 * @throws NoSuchFleet if there is none
	 */
	public String change(UUID fleetId, Set<String> added, Set<String> taken) {
		return change(fleetId, (labels) -> {
			labels.removeAll(taken);
			labels.addAll(added);
		});
	}

	/**
	 * Gives a fleet these labels and no others.
	 * @return what is in the way, blank if it was done
	 * @throws NoSuchFleet if there is none
	 */
	public String set(UUID fleetId, Set<String> labels) {
		return change(fleetId, (present) -> {
			present.clear();
			present.addAll(labels);
		});
	}

	/** Held meanwhile, so that of two who do so at once neither undoes the other's. */
	private String change(UUID fleetId, Consumer<Set<String>> change) {
		return this.transaction.execute((status) -> {
			Stack stack = this.standings.lock(fleetId).orElseThrow(NoSuchFleet::new);
			List<String> before = of(Set.of(fleetId)).getOrDefault(fleetId, List.of());
			SortedSet<String> after = new TreeSet<>(before);
			change.accept(after);
			String objection = objection(after);
			if (!objection.isEmpty() || after.equals(Set.copyOf(before))) {
				return objection;
			}
			store(fleetId, after);
			this.audit.record(Action.LABEL, stack.name(), Outcome.DONE,
					after.isEmpty() ? "No labels" : String.join(" ", after));
			this.events.publishEvent(new Stack.Changed(fleetId));
			return "";
		});
	}

	private void store(UUID fleetId, Set<String> labels) {
		this.jdbc.sql("delete from fleet_label where fleet_id = ?").param(fleetId).update();
		labels.forEach((label) -> this.jdbc.sql("insert into fleet_label (fleet_id, label) values (?, ?)")
			.params(fleetId, label)
			.update());
	}

}
