package dev.runnerfleet.gitlab;

import java.net.InetAddress;
import java.time.Clock;

import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.web.NavItem;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.task.TaskExecutor;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts together what talks to GitLab. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GitLabProperties.class)
class GitLabConfiguration {

	@Bean
	GitLabHttp gitLabHttp(GitLabProperties properties, SslBundles sslBundles, Environment environment) {
		return new GitLabHttp(properties, sslBundles, InetAddress::getAllByName,
				GitLabProxy.of(properties.proxy(), environment::getProperty));
	}

	@Bean
	GitLabUrls gitLabUrls(GitLabProperties properties, ObjectProvider<TrustedGitLab> trusted) {
		return new GitLabUrls(properties, trusted.orderedStream().toList());
	}

	@Bean
	GitLabAddresses gitLabAddresses(GitLabUrls urls) {
		return new GitLabAddresses(urls);
	}

	@Bean
	RunnerTokens runnerTokens(GitLabUrls urls, GitLabHttp http, Audit audit, Clock clock) {
		return new RunnerTokens(urls, http, new AnswerReader(clock), audit);
	}

	@Bean
	MadeRunners madeRunners(RunnerTokens tokens, @Qualifier("applicationTaskExecutor") TaskExecutor executor,
			Clock clock) {
		return new MadeRunners(tokens, executor, clock);
	}

	@Bean
	RunnerForms runnerForms(RunnerTokens tokens, MadeRunners made, JdbcClient jdbc, Clock clock) {
		return new RunnerForms(tokens, made, new FormRows(jdbc, clock));
	}

	@Bean
	Runners runners(GitLabUrls urls, GitLabHttp http, Clock clock) {
		return new Runners(urls, http, new AnswerReader(clock));
	}

	@Bean
	NavItem tokensPage() {
		return new NavItem("Runner tokens", "/tokens", "OPERATOR", 30);
	}

}
