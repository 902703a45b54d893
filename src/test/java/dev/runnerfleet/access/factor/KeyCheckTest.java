package dev.runnerfleet.access.factor;

import java.util.Arrays;
import java.util.UUID;

import dev.runnerfleet.access.factor.FactorProperties.Demand;
import dev.runnerfleet.secret.KeyVault;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.web.UnusableSetting;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class KeyCheckTest {

	private static final FactorProperties FILE = new FactorProperties(Demand.OPTIONAL, null);

	private static final FactorProperties SET = new FactorProperties(Demand.OPTIONAL, Secret.of("set"));

	private JdbcClient jdbc;

	@BeforeEach
	void rows() {
		JdbcDataSource database = new JdbcDataSource();
		database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
		this.jdbc = JdbcClient.create(database);
		this.jdbc.sql("create table second_factor (user_name varchar(64), sealed_key varchar(200))").update();
	}

	@Test
	void aReplicaWithAKeyFileOfItsOwnDoesNotStart() {
		insert("mara");
		assertThatExceptionOfType(UnusableSetting.class).isThrownBy(() -> start(2, FILE))
			.withMessageContaining("another key than this portal's second-factor.key");
		assertThatCode(() -> start(1, FILE)).doesNotThrowAnyException();
	}

	@Test
	void whoeverSetsAnotherKeyMeansIt() {
		insert("mara");
		assertThatCode(() -> start(2, SET)).doesNotThrowAnyException();
	}

	@Test
	void noKeyIsMadeBeforeItIsNeeded() {
		assertThatCode(() -> new KeyCheck(this.jdbc, new KeyVault(() -> {
			throw new AssertionError("Nobody needs it");
		}), FILE).afterSingletonsInstantiated()).doesNotThrowAnyException();
	}

	private void insert(String user) {
		this.jdbc.sql("insert into second_factor values (?, ?)")
			.params(user, vault(1).seal(new byte[20], user))
			.update();
	}

	private void start(int key, FactorProperties properties) {
		new KeyCheck(this.jdbc, vault(key), properties).afterSingletonsInstantiated();
	}

	private static KeyVault vault(int of) {
		byte[] key = new byte[32];
		Arrays.fill(key, (byte) of);
		return new KeyVault(() -> key);
	}

}
