package dev.runnerfleet.gitlab.connection;

import java.net.InetAddress;

import dev.runnerfleet.gitlab.TrustedGitLab;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Puts together what connects to a GitLab. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GitLabProperties.class)
class GitLabConnectionConfiguration {

	@Bean
	GitLabHttp gitLabHttp(GitLabProperties properties, SslBundles sslBundles, Environment environment,
			MeterRegistry registry) {
		return new GitLabHttp(properties, sslBundles, InetAddress::getAllByName,
				GitLabProxy.of(properties.proxy(), environment::getProperty), new GitLabCalls(registry));
	}

	@Bean
	GitLabUrls gitLabUrls(GitLabProperties properties, ObjectProvider<TrustedGitLab> trusted) {
		return new GitLabUrls(properties, trusted.orderedStream().toList());
	}

	@Bean
	GuardedPosts guardedPosts(GitLabUrls urls, GitLabHttp http) {
		return new GuardedPosts(urls, http);
	}

}
