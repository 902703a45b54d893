package dev.runnerfleet.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * Gives the embedded database a password, also one that was made without: whoever finds a
 * way to open it has to know it still. A kill at any moment leaves the password from
 * before or the new one, and both are tried.
 */
@Component
class DatabasePassword implements BeanPostProcessor {

	private static final int REFUSED = 28000;

	private static final String NONE = "";

	/** Once it is known who may read the folder, as the first attempt makes the files. */
	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		if (bean instanceof HikariDataSource pool && !saysHowToOpenIt(pool.getJdbcUrl())) {
			EmbeddedDatabase.at(pool.getJdbcUrl()).ifPresent((database) -> open(pool, database));
		}
		return bean;
	}

	private static boolean saysHowToOpenIt(@Nullable String url) {
		return url != null && url.matches("(?i).*;(password|cipher)=.*");
	}

	private static void open(HikariDataSource pool, EmbeddedDatabase database) {
		PasswordFile file = new PasswordFile(database.passwordFile());
		Optional<String> configured = Optional.ofNullable(pool.getPassword()).filter(StringUtils::hasLength);
		Optional<String> kept = file.read();
		if (configured.isEmpty() && kept.isEmpty() && !database.exists()) {
			kept = Optional.of(file.make());
		}
		SQLException refusal = null;
		for (String password : Stream.concat(Stream.concat(configured.stream(), kept.stream()), Stream.of(NONE))
			.toList()) {
			try (Connection connection = connect(pool, password)) {
				String wanted = configured.or(file::read).orElseGet(file::make);
				if (!wanted.equals(password)) {
					change(connection, wanted);
				}
				if (configured.isPresent()) {
					file.remove();
				}
				pool.setPassword(wanted);
				// Meanwhile this connection holds the file open.
				pool.getConnection().close();
				return;
			}
			catch (SQLException ex) {
				if (ex.getErrorCode() != REFUSED) {
					throw new IllegalStateException("The database cannot be opened", ex);
				}
				refusal = ex;
			}
		}
		throw configured.isPresent() ? new IllegalStateException("The database cannot be opened", refusal)
				: file.isRefused(database.file());
	}

	private static Connection connect(HikariDataSource pool, String password) throws SQLException {
		Properties user = new Properties();
		if (pool.getUsername() != null) {
			user.setProperty("user", pool.getUsername());
		}
		user.setProperty("password", password);
		return DriverManager.getConnection(pool.getJdbcUrl(), user);
	}

	private static void change(Connection connection, String password) throws SQLException {
		try (PreparedStatement change = connection.prepareStatement("set password ?")) {
			change.setString(1, password);
			change.execute();
		}
	}

}
