package dev.runnerfleet.fleet.preflight.gitlab;

import java.net.URI;
import java.util.regex.Pattern;

import dev.runnerfleet.gitlab.runner.RunnerTokens;
import dev.runnerfleet.secret.TokenKind;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** GitLabs at invented addresses that take every token, for tests of something else. */
@TestConfiguration(proxyBeanMethods = false)
public class AcceptingGitLab {

	private static final Pattern TAKES_ALL = Pattern.compile(
			"https://(gitlab\\.example\\.com/?|gitlab\\.com/?|([a-z0-9.-]+\\.)?code\\.example\\.org(:\\d+)?(/.*)?)");

	@Bean
	@Primary
	RunnerTokenCheck.Question acceptingGitLab(RunnerTokens tokens) {
		return (gitlabUrl,
				token) -> TAKES_ALL.matcher(gitlabUrl).matches()
						? new RunnerTokens.Check.Accepted(TokenKind.of(token),
								URI.create(gitlabUrl.replaceFirst("/$", "")), null, null, false)
						: tokens.check(gitlabUrl, token);
	}

}
