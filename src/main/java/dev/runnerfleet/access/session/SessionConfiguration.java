package dev.runnerfleet.access.session;

import javax.sql.DataSource;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.convert.ConversionService;
import org.springframework.session.SessionIdGenerator;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.web.http.CookieSerializer;

/** Wires how sessions are kept. */
@Configuration(proxyBeanMethods = false)
class SessionConfiguration {

	/** Spring Session looks for this name. */
	@Bean
	ConversionService springSessionConversionService() {
		return SessionValues.conversion();
	}

	@Bean
	SessionRepositoryCustomizer<JdbcIndexedSessionRepository> sessionRows(DataSource database) {
		return new SessionRows(database);
	}

	@Bean
	SessionIdGenerator sessionIds() {
		return Unguessable::text;
	}

	@Bean
	CookieSerializer sessionCookie() {
		return new SessionCookie();
	}

	/** Spring Session's filter is at 50. */
	@Bean
	FilterRegistrationBean<QuietRequests> quietRequests() {
		FilterRegistrationBean<QuietRequests> filter = new FilterRegistrationBean<>(new QuietRequests());
		filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 55);
		return filter;
	}

}
