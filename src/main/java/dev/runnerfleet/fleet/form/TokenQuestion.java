package dev.runnerfleet.fleet.form;

import dev.runnerfleet.gitlab.runner.RunnerTokens;
import dev.runnerfleet.secret.Secret;

/** Asks a GitLab what a token is, without a trace there. */
@FunctionalInterface
interface TokenQuestion {

	RunnerTokens.Check ask(String gitlabUrl, Secret token);

}
