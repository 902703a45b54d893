package dev.runnerfleet.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The databases that the portal runs on. Each is started and migrated once, by the first
 * test that asks for it, and ends with the tests' own process.
 */
public enum TestDatabase {

	H2 {
		@Override
		DataSource started() {
			JdbcDataSource dataSource = new JdbcDataSource();
			dataSource.setURL("jdbc:h2:mem:tests;DB_CLOSE_DELAY=-1");
			return dataSource;
		}
	},

	POSTGRESQL {
		@Override
		DataSource started() {
			HikariDataSource pool = new HikariDataSource();
			pool.setJdbcUrl(newPostgres());
			return pool;
		}
	};

	private @Nullable DataSource dataSource;

	private String emptying = "";

	/**
	 * The portal's tables, without a row. They are the same ones each time, so that
	 * whoever had them before must have done with them.
	 */
	public synchronized DataSource empty() {
		DataSource tables = this.dataSource;
		if (tables == null) {
			tables = started();
			Flyway.configure().dataSource(tables).load().migrate();
			this.emptying = emptying(tables);
			this.dataSource = tables;
		}
		JdbcClient.create(tables).sql(this.emptying).update();
		return tables;
	}

	/** The JDBC URL of a PostgreSQL database of one's own, with nothing in it. */
	public static String newPostgres() {
		String name = "tests_" + UUID.randomUUID().toString().replace("-", "");
		JdbcClient.create(Server.POSTGRES.getPostgresDatabase()).sql("create database " + name).update();
		return Server.POSTGRES.getJdbcUrl("postgres", name);
	}

	abstract DataSource started();

	/** All that is stored, as text, to look for what must not be. */
	public static String content(JdbcClient jdbc) {
		return tables(jdbc).map((table) -> table + jdbc.sql("select * from " + table).query().listOfRows())
			.collect(Collectors.joining("\n"));
	}

	/** What refers to other rows goes with them, so any order will do. */
	private static String emptying(DataSource dataSource) {
		return tables(JdbcClient.create(dataSource)).map((table) -> "delete from " + table)
			.collect(Collectors.joining(";"));
	}

	private static Stream<String> tables(JdbcClient jdbc) {
		return jdbc.sql("""
				select table_name from information_schema.tables
				where lower(table_schema) = 'public' and lower(table_name) <> 'flyway_schema_history'""")
			.query(String.class)
			.list()
			.stream();
	}

	/** Started when it is first named. */
	private static final class Server {

		private static final EmbeddedPostgres POSTGRES = start();

		private static EmbeddedPostgres start() {
			try {
				return EmbeddedPostgres.start();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
