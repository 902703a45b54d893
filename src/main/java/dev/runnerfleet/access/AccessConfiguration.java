package dev.runnerfleet.access;

import java.time.Duration;

import dev.runnerfleet.access.hashing.BoundedEncoder;
import dev.runnerfleet.access.password.Argon2id;
import dev.runnerfleet.access.session.OpenSessions;
import dev.runnerfleet.access.throttle.KnownBrowsers;
import dev.runnerfleet.access.throttle.RefusalTrail;
import dev.runnerfleet.access.throttle.Throttle;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.web.NavItem;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.servlet.support.csrf.CsrfRequestDataValueProcessor;

/** Wires users, passwords and sessions. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessProperties.class)
class AccessConfiguration {

	@Bean
	BoundedEncoder passwordEncoder() {
		return new BoundedEncoder(new Argon2id());
	}

	@Bean
	AuthenticationManager authenticationManager(Users users, PasswordEncoder passwords, Throttle throttle,
			KnownBrowsers browsers, RefusalTrail trail) {
		DaoAuthenticationProvider provider = new DaoAuthenticationProvider(users);
		provider.setPasswordEncoder(passwords);
		provider.setUserDetailsPasswordService(users);
		return new ThrottledAuthentication(provider, throttle, browsers, trail);
	}

	@Bean
	SignIns signIns(Users users, OpenSessions sessions) {
		return new SignIns(users, sessions);
	}

	@Bean
	SignedIn signedIn(Audit audit, BrowserCookie browser, @Value("${portal.session:12h}") Duration idle) {
		return new SignedIn(new WayBack(), audit, idle, browser);
	}

	/** After the security filters, which know who asks. */
	@Bean
	FilterRegistrationBean<KeptFormFilter> keptFormFilter(KeptForms forms) {
		return new FilterRegistrationBean<>(new KeptFormFilter(forms));
	}

	/**
	 * Spring Security makes the one that is wrapped, under a name that is taken by it.
	 */
	@Bean
	static BeanPostProcessor formOwner(ObjectProvider<FormMarks> marks) {
		return new BeanPostProcessor() {

			@Override
			public Object postProcessAfterInitialization(Object bean, String name) {
				return (bean instanceof CsrfRequestDataValueProcessor tokens) ? new FormOwner(tokens, marks) : bean;
			}

		};
	}

	@Bean
	FirstUsers firstUsers(Users users, AccessProperties properties, FirstPassword file,
			ObjectProvider<TrialUsers> trial) {
		return new FirstUsers(users, properties, file, trial.getIfAvailable());
	}

	@Bean
	Welcome welcome(FirstUsers firstUsers, Environment environment) {
		return new Welcome(firstUsers, environment);
	}

	@Bean
	NavItem usersItem() {
		return new NavItem("Users", "/users", Role.ADMIN.name(), 90);
	}

}
