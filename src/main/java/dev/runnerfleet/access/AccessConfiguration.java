package dev.runnerfleet.access;

import java.time.Duration;

import dev.runnerfleet.access.resume.RequestedPage;
import dev.runnerfleet.access.session.OpenSessions;
import dev.runnerfleet.access.throttle.BrowserCookie;
import dev.runnerfleet.access.throttle.KnownBrowsers;
import dev.runnerfleet.access.throttle.RefusalTrail;
import dev.runnerfleet.access.throttle.Throttle;
import dev.runnerfleet.access.user.FirstPassword;
import dev.runnerfleet.access.user.Users;
import dev.runnerfleet.audit.Audit;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Wires the sign-in and the first users. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessProperties.class)
class AccessConfiguration {

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
		return new SignedIn(new RequestedPage(), audit, idle, browser);
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

}
