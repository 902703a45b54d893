package dev.runnerfleet.fleet.form;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.runnerfleet.access.resume.KeptSecrets;
import dev.runnerfleet.gitlab.runner.GitLabAddresses;
import dev.runnerfleet.gitlab.runner.RunnerTokens;
import dev.runnerfleet.secret.TokenKind;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.OperationEvent;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Keeps a runner token that its GitLab does not refuse while its form is being written,
 * and while the launch or change with it may still fail, so that nobody has to paste it
 * twice. It goes to no other GitLab than the one that it was typed for.
 */
@Component
public class TypedTokens {

	/** What ends with a token in force, so that nobody needs it again. */
	private static final Set<Operation.Kind> SETTLING = Set.of(Operation.Kind.LAUNCH, Operation.Kind.UPDATE);

	private final KeptSecrets kept;

	private final RunnerTokens gitlab;

	private final GitLabAddresses addresses;

	TypedTokens(KeptSecrets kept, RunnerTokens gitlab, GitLabAddresses addresses) {
		this.kept = kept;
		this.gitlab = gitlab;
		this.addresses = addresses;
	}

	/** The form with the token that was typed into it before, where it has none now. */
	public LaunchForm filled(LaunchForm form, HttpServletRequest request) {
		return filled(form, place(form), request);
	}

	/** The same for a fleet that is there, to change it or to try its launch again. */
	public LaunchForm filled(UUID fleetId, LaunchForm form, HttpServletRequest request) {
		LaunchForm own = filled(form, request);
		return own.tokenless() ? filled(own, place(fleetId, form), request) : own;
	}

	/** Whether a token that was typed into a form is kept for it. */
	public boolean keeps(LaunchForm form, HttpServletRequest request) {
		return this.kept.find(place(form), request).isPresent();
	}

	/** The same for a fleet that is there, to change it or to try its launch again. */
	public boolean keeps(UUID fleetId, LaunchForm form, HttpServletRequest request) {
		return keeps(form, request) || this.kept.find(place(fleetId, form), request).isPresent();
	}

	private LaunchForm filled(LaunchForm form, String place, HttpServletRequest request) {
		boolean open = form.source().way() == TokenSource.Way.HAVE && form.tokenless();
		return open ? this.kept.find(place, request).map(form::holding).orElse(form) : form;
	}

	/**
	 * Asks GitLab about a token that was typed, and keeps it unless GitLab refuses it.
	 * @return what GitLab says, empty where none was typed
	 */
	public Optional<RunnerTokens.Check> check(LaunchForm form, HttpServletRequest request,
			HttpServletResponse response) {
		if (form.source().way() != TokenSource.Way.HAVE || form.runnerToken().isBlank()) {
			return Optional.empty();
		}
		RunnerTokens.Check answer = this.gitlab.check(gitlab(form), form.runnerToken());
		if (answer instanceof RunnerTokens.Check.Accepted || isUnanswered(answer)) {
			this.kept.keep(place(form), form.runnerToken(), request, response);
		}
		return Optional.of(answer);
	}

	/**
	 * Keeps a token that was sent with its form, also one that GitLab refuses: its person
	 * reads why on the page that comes back, and may go on anyway.
	 */
	public void sent(LaunchForm form, HttpServletRequest request, HttpServletResponse response) {
		if (form.source().way() == TokenSource.Way.HAVE && TokenKind.of(form.runnerToken()).mayBeRunner()) {
			this.kept.keep(place(form), form.runnerToken(), request, response);
		}
	}

	/** The same for a fleet that is there, to change it. */
	public void sent(UUID fleetId, LaunchForm form, HttpServletRequest request, HttpServletResponse response) {
		sent(form.keyed(fleetId.toString()), request, response);
	}

	/** Keeps the token of a launch that has begun for another try, should it fail. */
	public void launched(UUID fleetId, LaunchForm form, HttpServletRequest request, HttpServletResponse response) {
		this.kept.forget(place(form), request);
		if (!form.runnerToken().isBlank()) {
			this.kept.keep(place(fleetId, form), form.runnerToken(), request, response);
		}
	}

	/** Nobody needs the token again once the launch or the change has succeeded. */
	@EventListener
	void ended(OperationEvent.Ended event) {
		Operation operation = event.operation();
		if (SETTLING.contains(operation.kind()) && operation.state() == Operation.State.SUCCEEDED) {
			forgetAll(operation.stackId());
		}
	}

	/** Forgets what anybody has typed for a fleet, once it is decided on. */
	public void forgetAll(UUID fleetId) {
		this.kept.forgetAll(fleetId + " ");
	}

	/** Forgets a token that the person would rather replace. */
	public void forget(LaunchForm form, HttpServletRequest request) {
		this.kept.forget(place(form), request);
	}

	/** The same for a fleet that is there, to change it or to try its launch again. */
	public void forget(UUID fleetId, LaunchForm form, HttpServletRequest request) {
		forget(form, request);
		this.kept.forget(place(fleetId, form), request);
	}

	/** Perhaps only the fleet's own network reaches this GitLab. */
	private static boolean isUnanswered(RunnerTokens.Check answer) {
		return answer instanceof RunnerTokens.Check.Failed failed && !failed.explain().fields().containsKey("token");
	}

	private String place(LaunchForm form) {
		return form.key() + " " + gitlab(form);
	}

	private String place(UUID fleetId, LaunchForm form) {
		return fleetId + " " + gitlab(form);
	}

	private String gitlab(LaunchForm form) {
		return this.addresses.tidied(form.gitlabUrl()).replaceFirst("/+$", "");
	}

}
