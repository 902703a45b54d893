package dev.runnerfleet.network;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import dev.runnerfleet.aws.Place;

import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Remembers what networks are called, for pages that do not wait for AWS. */
@Component
public class NetworkNames {

	private final JdbcClient jdbc;

	NetworkNames(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * What is known of some VPCs and subnets.
	 * @param place where they are
	 * @param ids their ids in AWS
	 * @return names by id, as AWS told them last; one that was never listed is left out
	 */
	public Map<String, String> of(Place place, Collection<String> ids) {
		Map<String, String> names = new HashMap<>();
		if (!ids.isEmpty()) {
			this.jdbc.sql("select id, name from network_name where place = :place and id in (:ids)")
				.param("place", place.key())
				.param("ids", ids)
				.query((row) -> {
					names.put(row.getString("id"), row.getString("name"));
				});
		}
		return names;
	}

	@EventListener
	void listed(Listed list) {
		Map<String, String> known = of(list.place(), list.names().keySet());
		list.names().forEach((id, name) -> {
			if (!name.equals(known.get(id))) {
				remember(list.place(), id, name);
			}
		});
	}

	private void remember(Place place, String id, String name) {
		if (this.jdbc.sql("update network_name set name = ? where place = ? and id = ?")
			.params(name, place.key(), id)
			.update() > 0) {
			return;
		}
		try {
			this.jdbc.sql("insert into network_name (place, id, name) values (?, ?, ?)")
				.params(place.key(), id, name)
				.update();
		}
		catch (DuplicateKeyException ex) {
			// Somebody else has just read the same list.
		}
	}

	/**
	 * Announces what AWS has listed.
	 *
	 * @param place where
	 * @param names names by id
	 */
	record Listed(Place place, Map<String, String> names) {

	}

}
