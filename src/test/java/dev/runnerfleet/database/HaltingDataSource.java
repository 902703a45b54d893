package dev.runnerfleet.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

import javax.sql.DataSource;

import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Counts what is stored or held in transactions, and halts after one of it. */
class HaltingDataSource extends DelegatingDataSource {

	private int left;

	private Runnable halt = () -> {
	};

	private String last = "none";

	HaltingDataSource(DataSource database) {
		super(database);
	}

	/**
	 * Halts once.
	 * @param statement the first is 1
	 * @param halt what happens then, before the transaction goes on
	 */
	void haltAfter(int statement, Runnable halt) {
		this.left = statement;
		this.halt = halt;
	}

	/** The statement that it has halted after. */
	String last() {
		return this.last;
	}

	@Override
	public Connection getConnection() throws SQLException {
		Connection connection = super.getConnection();
		return proxy(Connection.class, (method, arguments) -> {
			Object result = method.invoke(connection, arguments);
			return (result instanceof PreparedStatement statement)
					? watched(connection, statement, String.valueOf(arguments[0])) : result;
		});
	}

	private PreparedStatement watched(Connection connection, PreparedStatement statement, String sql) {
		return proxy(PreparedStatement.class, (method, arguments) -> {
			Object result = method.invoke(statement, arguments);
			if (method.getName().startsWith("execute") && !connection.getAutoCommit() && holds(sql)
					&& --this.left == 0) {
				this.last = sql;
				this.halt.run();
			}
			return result;
		});
	}

	private static boolean holds(String sql) {
		return !sql.startsWith("select") || sql.endsWith("for update");
	}

	private static <T> T proxy(Class<T> type, Call call) {
		return type
			.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, (proxy, method, arguments) -> {
				try {
					return call.of(method, arguments);
				}
				catch (InvocationTargetException ex) {
					throw ex.getCause();
				}
			}));
	}

	private interface Call {

		Object of(Method method, Object[] arguments)
				throws InvocationTargetException, IllegalAccessException, SQLException;

	}

}
