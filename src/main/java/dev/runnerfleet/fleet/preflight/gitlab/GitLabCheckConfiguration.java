package dev.runnerfleet.fleet.preflight.gitlab;

import dev.runnerfleet.gitlab.runner.GitLabProbe;
import dev.runnerfleet.gitlab.runner.RunnerTokens;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tells the checks whom to ask. */
@Configuration(proxyBeanMethods = false)
class GitLabCheckConfiguration {

	@Bean
	RunnerTokenCheck.Question tokenQuestion(RunnerTokens tokens) {
		return tokens::check;
	}

	@Bean
	MovedGitLabCheck.Probe addressProbe(GitLabProbe probe) {
		return probe::silence;
	}

}
