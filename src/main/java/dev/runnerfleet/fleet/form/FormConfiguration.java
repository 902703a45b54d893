package dev.runnerfleet.fleet.form;

import dev.runnerfleet.gitlab.runner.RunnerTokens;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tells the checks of a form whom to ask. */
@Configuration(proxyBeanMethods = false)
class FormConfiguration {

	@Bean
	RunnerTokenCheck.Question tokenQuestion(RunnerTokens tokens) {
		return tokens::check;
	}

}
