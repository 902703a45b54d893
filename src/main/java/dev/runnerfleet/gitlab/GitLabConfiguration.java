package dev.runnerfleet.gitlab;

import java.net.InetAddress;
import java.time.Clock;

import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.web.NavItem;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts together what talks to GitLab. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GitLabProperties.class)
class GitLabConfiguration {

	@Bean
	GitLabHttp gitLabHttp(GitLabProperties properties, SslBundles sslBundles) {
		return new GitLabHttp(properties, sslBundles, InetAddress::getAllByName);
	}

	@Bean
	RunnerTokens runnerTokens(GitLabProperties properties, GitLabHttp http, ObjectProvider<TrustedGitLab> trusted,
			Audit audit, Clock clock) {
		return new RunnerTokens(new GitLabUrls(properties, trusted.orderedStream().toList()), http,
				new AnswerReader(clock), audit);
	}

	@Bean
	Runners runners(GitLabProperties properties, GitLabHttp http, ObjectProvider<TrustedGitLab> trusted, Clock clock) {
		return new Runners(new GitLabUrls(properties, trusted.orderedStream().toList()), http, new AnswerReader(clock));
	}

	@Bean
	NavItem tokensPage() {
		return new NavItem("Runner tokens", "/tokens", "OPERATOR", 30);
	}

}
