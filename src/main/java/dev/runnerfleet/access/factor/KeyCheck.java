package dev.runnerfleet.access.factor;

import java.io.UncheckedIOException;
import java.util.Map;
import java.util.stream.Collectors;

import dev.runnerfleet.secret.KeyVault;
import dev.runnerfleet.web.UnusableSetting;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Stops a start whose key file is another one than second factors were set up with, as
 * that of a second replica is: every code would be wrong there. A key that is set counts
 * as meant, so that a lost one can be given up.
 */
@Component
class KeyCheck implements SmartInitializingSingleton {

	private final JdbcClient jdbc;

	private final KeyVault vault;

	private final FactorProperties properties;

	KeyCheck(JdbcClient jdbc, KeyVault vault, FactorProperties properties) {
		this.jdbc = jdbc;
		this.vault = vault;
		this.properties = properties;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (this.properties.hasKey()) {
			return;
		}
		Map<String, String> sealed = this.jdbc.sql("select user_name, sealed_key from second_factor")
			.query((row, number) -> Map.entry(row.getString(1), row.getString(2)))
			.list()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
		if (!sealed.isEmpty() && sealed.entrySet().stream().noneMatch((row) -> opens(row.getValue(), row.getKey()))) {
			throw new UnusableSetting(
					"The second factors in the database were set up with another key than this portal's second-factor.key.",
					"Set portal.second-factor-key to what the file second-factor.key of the portal holds that they were set "
							+ "up with, at every replica, or put that file back. Where the key is lost, set a new one: "
							+ "only recovery codes, and administrators who take factors away, let people in then.");
		}
	}

	private boolean opens(String sealed, String user) {
		try {
			return this.vault.open(sealed, user).length > 0;
		}
		catch (KeyVault.LostKey | UncheckedIOException ex) {
			return false;
		}
	}

}
