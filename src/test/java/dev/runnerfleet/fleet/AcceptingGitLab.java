package dev.runnerfleet.fleet;

import java.net.URI;

import dev.runnerfleet.gitlab.CheckOutcome;
import dev.runnerfleet.gitlab.RunnerTokens;
import dev.runnerfleet.gitlab.TokenKind;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** GitLabs at invented addresses that take every token, for tests of something else. */
@TestConfiguration(proxyBeanMethods = false)
class AcceptingGitLab {

	@Bean
	@Primary
	TokenQuestion acceptingGitLab(RunnerTokens tokens) {
		return (gitlabUrl, token) -> gitlabUrl.matches("https://(gitlab\\.example\\.com|gitlab\\.com)/?")
				? new CheckOutcome.Accepted(TokenKind.of(token), URI.create(gitlabUrl.replaceFirst("/$", "")), null,
						null, false)
				: tokens.check(gitlabUrl, token);
	}

}
