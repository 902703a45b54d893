package dev.runnerfleet.sandbox.manager;

import java.util.Arrays;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What goes wrong with a manager, as the ending of its runner token asks for: all that is
 * kept of a token. docs/sandbox-aws.md lists the endings.
 */
public enum ManagerFault {

	WRONG("wrong", Step.VERIFY, 403, "GitLab answered 403: {\"message\":\"403 Forbidden\"}"),
	EXPIRED("expired", Step.VERIFY, 403, "GitLab answered 403: {\"message\":\"403 Forbidden - Token expired\"}"),
	UNTRUSTED("untrusted", Step.VERIFY, 0,
			"GitLab answered 000: curl: (60) SSL certificate problem: unable to get local issuer certificate"),
	UNREACHABLE("unreachable", Step.VERIFY, 0,
			"GitLab answered 000: curl: (28) Connection timed out after 20001 milliseconds"),
	UNRESOLVED("unresolved", Step.VERIFY, 0, "GitLab answered 000: curl: (6) Could not resolve host"),
	DOWN("down", Step.VERIFY, 502, "GitLab answered 502: <html><body><h1>502 Bad Gateway</h1></body></html>"),
	PACKAGE("norunner", Step.RUNNER, 1, "Error: Unable to find a match: gitlab-runner"),
	PLUGIN("noplugin", Step.PLUGIN, 1,
			"ERROR: installing plugin aws: fetching index registry.gitlab.com/gitlab-org/fleeting/plugins/aws: "
					+ "unexpected status code 404 Not Found"),
	SECRET("nosecret", Step.SECRET, 254,
			"An error occurred (AccessDeniedException) when calling the GetSecretValue operation: User is not "
					+ "authorized to perform: secretsmanager:GetSecretValue because no identity-based policy allows the "
					+ "secretsmanager:GetSecretValue action"),
	AGENT("noagent", Step.AGENT, 1, "Error: Unable to find a match: amazon-cloudwatch-agent"),
	DISK("nodisk", Step.SWAP, 1, "dd: error writing '/swapfile': No space left on device"),
	/** All is well until a job is to run: no worker ever answers. */
	WORKER("noworker", null, 1,
			"no worker came up within 10 minutes: instance_ready_command failed: context deadline exceeded"),
	/** All is well, but the runner cannot prove it. */
	PROOF("noproof", null, 1, "this GitLab Runner knows no proof by a job; 19.2 and later do");

	private static final String MARK = "sandbox-";

	private final String ending;

	private final @Nullable Step step;

	private final int code;

	private final String words;

	ManagerFault(String ending, @Nullable Step step, int code, String words) {
		this.ending = MARK + ending;
		this.step = step;
		this.code = code;
		this.words = words;
	}

	/** The fault that a token's ending asks for, empty if it asks for none. */
	public static Optional<ManagerFault> of(String token) {
		return Arrays.stream(values()).filter((fault) -> token.endsWith(fault.ending)).findFirst();
	}

	/** What a token that somebody gives to AWS does to the manager. */
	public static Optional<ManagerFault> of(String token, KnownRunners gitlab) {
		return of(token).or(() -> gitlab.accept(token) ? Optional.empty() : Optional.of(WRONG));
	}

	/** Whether GitLab knows of it, so that whoever asks there hears of it beforehand. */
	public boolean isKnownToGitLab() {
		return this == WRONG || this == EXPIRED;
	}

	/** How the token ends that asks for it. */
	public String ending() {
		return this.ending;
	}

	/** The step at which it stops a manager, {@code null} if at none. */
	@Nullable Step step(ManagerSettings settings) {
		return (this == PLUGIN && settings.usesDockerMachine()) ? Step.MACHINE : this.step;
	}

	/** The exit status that its step ends with. */
	int exit() {
		return (this.step == Step.VERIFY) ? 1 : this.code;
	}

	/** The exit or HTTP status that its words come with. */
	int code() {
		return this.code;
	}

	/** The last words of what failed. */
	String words() {
		return this.words;
	}

	/** The same of a manager that may make its workers without a plugin. */
	String words(ManagerSettings settings) {
		return (step(settings) == Step.MACHINE) ? "curl: (22) The requested URL returned error: 404" : this.words;
	}

}
