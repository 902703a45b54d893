package dev.runnerfleet.fleet.form;

import dev.runnerfleet.gitlab.CheckOutcome;
import dev.runnerfleet.secret.Secret;

/** Asks a GitLab what a token is, without a trace there. */
@FunctionalInterface
interface TokenQuestion {

	CheckOutcome ask(String gitlabUrl, Secret token);

}
