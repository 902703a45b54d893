package dev.runnerfleet.fleet.dashboard;

import java.util.List;
import java.util.UUID;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The addresses of the dashboard that people come back to, each person's by a name. */
@Component
class SavedViews {

	/** How many one person may have. */
	static final int MOST = 20;

	static final int LONGEST_NAME = 60;

	private static final int LONGEST_ADDRESS = 2000;

	private static final String TAKEN = "You have a view of this name already.";

	private final JdbcClient jdbc;

	SavedViews(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** A person's views by name. */
	List<View> of(String owner) {
		return this.jdbc.sql("select id, name, address from saved_view where owner = ? order by lower(name), id")
			.param(owner)
			.query((row, index) -> new View(row.getObject("id", UUID.class), row.getString("name"),
					row.getString("address")))
			.list();
	}

	/**
	 * Saves a view.
	 * @param owner whose it is
	 * @param name what they call it
	 * @param address as {@link DashboardAddress} gives it
	 * @return what is in the way, blank if it was saved
	 */
	String save(String owner, String name, String address) {
		String objection = objection(name, of(owner));
		if (objection.isEmpty() && address.length() > LONGEST_ADDRESS) {
			return "This search is too long to be saved.";
		}
		if (objection.isEmpty() && of(owner).size() >= MOST) {
			return "You have %d views, the most there can be. Remove one first.".formatted(MOST);
		}
		return objection.isEmpty() ? unlessTaken(
				() -> this.jdbc.sql("insert into saved_view (id, owner, name, address) values (?, ?, ?, ?)")
					.params(UUID.randomUUID(), owner, name, address)
					.update())
				: objection;
	}

	/**
	 * Gives a view another name; one that is not there, or somebody else's, stays as it
	 * is.
	 */
	String rename(String owner, UUID id, String name) {
		List<View> others = of(owner).stream().filter((view) -> !view.id().equals(id)).toList();
		String objection = objection(name, others);
		return objection.isEmpty()
				? unlessTaken(() -> this.jdbc.sql("update saved_view set name = ? where id = ? and owner = ?")
					.params(name, id, owner)
					.update())
				: objection;
	}

	void remove(String owner, UUID id) {
		this.jdbc.sql("delete from saved_view where id = ? and owner = ?").params(id, owner).update();
	}

	private static String objection(String name, List<View> others) {
		boolean fits = !name.isBlank() && name.length() <= LONGEST_NAME && name.matches("[^\\p{Cntrl}\\p{Cs}]*");
		if (!fits) {
			return "Give the view a name of up to %d letters.".formatted(LONGEST_NAME);
		}
		return others.stream().anyMatch((view) -> view.name().equalsIgnoreCase(name)) ? TAKEN : "";
	}

	private static String unlessTaken(Runnable write) {
		try {
			write.run();
			return "";
		}
		catch (DuplicateKeyException ex) {
			return TAKEN;
		}
	}

	/**
	 * A view.
	 *
	 * @param id names it
	 * @param name what its owner calls it
	 * @param address what follows the dashboard's own address
	 */
	record View(UUID id, String name, String address) {

	}

}
