package dev.runnerfleet.gitlab.reading;

import java.util.Optional;

import javax.sql.DataSource;

import dev.runnerfleet.SettableClock;
import dev.runnerfleet.audit.FakeAudit;
import dev.runnerfleet.gitlab.connection.ConnectionFixture;
import dev.runnerfleet.secret.KeyVault;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The module wired by hand over an empty database, for a stand-in on this machine. */
public final class ReadTokenFixture {

	final JdbcClient jdbc;

	final SettableClock clock = new SettableClock();

	final FakeAudit audit = new FakeAudit();

	final ReadTokenRows rows;

	final ReadTokenSeals seals;

	final ReadTokenDesk desk;

	private final TransactionTemplate transaction;

	public final GitLabReader reader;

	public ReadTokenFixture(DataSource dataSource, @Nullable Integer key) {
		this.jdbc = JdbcClient.create(dataSource);
		this.rows = new ReadTokenRows(this.jdbc);
		this.seals = new ReadTokenSeals(Optional.ofNullable(key).map(ReadTokenFixture::vault));
		this.transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
		this.desk = desk(this.rows);
		this.reader = new GitLabReader(this.rows, this.seals, ConnectionFixture.localUrls(),
				ConnectionFixture.localHttp(), this.clock);
	}

	ReadTokenDesk desk(ReadTokenRows rows) {
		return new ReadTokenDesk(rows, this.seals, ConnectionFixture.localUrls(), ConnectionFixture.localHttp(),
				this.audit, this.transaction, this.clock);
	}

	private static KeyVault vault(int of) {
		byte[] key = new byte[32];
		key[0] = (byte) of;
		return new KeyVault(() -> key);
	}

}
