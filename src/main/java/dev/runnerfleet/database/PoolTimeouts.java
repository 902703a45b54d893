package dev.runnerfleet.database;

import com.zaxxer.hikari.HikariDataSource;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * Gives up on a PostgreSQL that says nothing at all, as behind a cut network. Its driver
 * would wait for ever, and H2's does not know these settings. What the URL sets wins.
 */
@Component
class PoolTimeouts implements BeanPostProcessor {

	@Override
	public Object postProcessBeforeInitialization(Object bean, String name) {
		if (bean instanceof HikariDataSource pool && String.valueOf(pool.getJdbcUrl()).startsWith("jdbc:postgresql:")) {
			pool.getDataSourceProperties().putIfAbsent("connectTimeout", "3");
			pool.getDataSourceProperties().putIfAbsent("socketTimeout", "30");
			pool.getDataSourceProperties().putIfAbsent("tcpKeepAlive", "true");
		}
		return bean;
	}

}
