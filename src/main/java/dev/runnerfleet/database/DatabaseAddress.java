package dev.runnerfleet.database;

import java.util.stream.Stream;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Looks at the database's address before anything is made that would stumble over it. */
@Component
class DatabaseAddress implements BeanFactoryPostProcessor {

	private static final int SHOWN = 16;

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
		check(beans.getBean(Environment.class).getProperty("spring.datasource.url", "jdbc:h2:"));
	}

	static void check(String address) {
		if (Stream.of("jdbc:h2:", "jdbc:postgresql:").noneMatch(address::startsWith)
				|| address.matches("jdbc:postgresql://[^/?]*@.*")) {
			throw UnusableDatabase
				.at(address.substring(0, Math.min(address.length(), SHOWN)).replaceFirst("//.*", "//"));
		}
	}

}
