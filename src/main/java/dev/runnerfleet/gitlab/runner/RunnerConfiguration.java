package dev.runnerfleet.gitlab.runner;

import java.time.Clock;

import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.gitlab.connection.GitLabHttp;
import dev.runnerfleet.gitlab.connection.GitLabUrls;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskExecutor;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts together what makes, checks and removes runners. */
@Configuration(proxyBeanMethods = false)
class RunnerConfiguration {

	@Bean
	GitLabAddresses gitLabAddresses(GitLabUrls urls) {
		return new GitLabAddresses(urls);
	}

	@Bean
	GitLabProbe gitLabProbe(GitLabUrls urls, GitLabHttp http) {
		return new GitLabProbe(urls, http);
	}

	@Bean
	RunnerTokens runnerTokens(GitLabUrls urls, GitLabHttp http, Audit audit, Clock clock) {
		return new RunnerTokens(urls, http, new AnswerReader(clock), audit);
	}

	@Bean
	KeptRunners madeRunners(RunnerTokens tokens, @Qualifier("applicationTaskExecutor") TaskExecutor executor,
			Clock clock) {
		return new KeptRunners(tokens, executor, clock);
	}

	@Bean
	RunnerForms runnerForms(RunnerTokens tokens, KeptRunners made, JdbcClient jdbc, Clock clock) {
		return new RunnerForms(tokens, made, new FormRows(jdbc, clock));
	}

	@Bean
	Runners runners(GitLabUrls urls, GitLabHttp http, Clock clock) {
		return new Runners(urls, http, new AnswerReader(clock));
	}

}
