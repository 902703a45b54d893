package dev.runnerfleet.fleet.launch;

import java.time.Clock;
import java.util.UUID;

import dev.runnerfleet.fleet.BusySentence;
import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.FleetActions;
import dev.runnerfleet.fleet.Fleets;
import dev.runnerfleet.fleet.Fleets.NoSuchFleet;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.fleet.diagnosis.Cause;
import dev.runnerfleet.fleet.diagnosis.Causes;
import dev.runnerfleet.fleet.form.LaunchForm;
import dev.runnerfleet.fleet.form.LaunchPage;
import dev.runnerfleet.fleet.form.LaunchPages;
import dev.runnerfleet.fleet.form.TypedTokens;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.OperationFailure;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.Stacks;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindingResult;

/** Makes the launch form of a launch that failed, with the cause beside its fields. */
@Component
class RetryPages {

	private final FleetRetry retry;

	private final LaunchPages pages;

	private final LaunchView view;

	private final TypedTokens tokens;

	private final LaunchRunners runners;

	private final Fleets fleets;

	private final Stacks stacks;

	private final Blueprints blueprints;

	private final Causes causes;

	private final Clock clock;

	RetryPages(FleetRetry retry, LaunchPages pages, LaunchView view, TypedTokens tokens, LaunchRunners runners,
			Fleets fleets, Stacks stacks, Blueprints blueprints, Causes causes, Clock clock) {
		this.retry = retry;
		this.pages = pages;
		this.view = view;
		this.tokens = tokens;
		this.runners = runners;
		this.fleets = fleets;
		this.stacks = stacks;
		this.blueprints = blueprints;
		this.causes = causes;
		this.clock = clock;
	}

	/** What was launched; the runner that was made for it serves again. */
	LaunchForm form(UUID id, String user) {
		LaunchForm form = this.retry.form(id);
		return this.runners.form(fleet(id).runner(), user).map(form::keyed).orElse(form);
	}

	/** What is around a form, complete or to be completed. */
	LaunchPage page(UUID id, LaunchForm form, String preset) {
		return this.pages.page(form.instead(this.retry.form(id)), preset);
	}

	/** The form in the place of what failed, with the values of what is chosen now. */
	LaunchForm moved(UUID id, LaunchForm form, Shown shown) {
		return shown.moved(this.pages, form.instead(this.retry.form(id)));
	}

	/** The same as complete as AWS lets it be. */
	LaunchPage wholePage(LaunchForm whole, String preset) {
		return this.pages.wholePage(whole, preset);
	}

	/** Says why the launch failed, and marks the fields that may be to blame. */
	void blame(UUID id, LaunchForm form, Model model) {
		BindingResult binding = new BeanPropertyBindingResult(form, "form");
		Stack stack = this.stacks.find(id).orElseThrow(NoSuchFleet::new);
		Operation launch = this.stacks.latestOperation(id, Operation.Kind.LAUNCH).orElse(null);
		if (launch != null && launch.failure() != null) {
			OperationFailure failure = launch.failure();
			Cause cause = this.causes.of(stack, launch, failure);
			BlamedFields.of(cause, failure, this.blueprints.find(form.blueprint()).orElseThrow())
				.forEach((field) -> binding.rejectValue(field, "failed",
						"The launch may have failed for this: see above."));
			model.addAttribute("cause", cause);
			model.addAttribute("said", failure.reason());
		}
		model.addAttribute(BindingResult.MODEL_KEY_PREFIX + "form", binding);
	}

	/** Shows the form, or why it is of no use now. */
	String show(UUID id, LaunchForm form, LaunchPage page, HttpStatus status, Model model, HttpServletRequest request,
			HttpServletResponse response) {
		String user = request.getRemoteUser();
		Stack stack = this.stacks.find(id).orElseThrow(NoSuchFleet::new);
		Operation latest = this.stacks.latestOperation(id).orElse(null);
		model.addAttribute("again", stack);
		if (!FleetActions.of(stack).retry()) {
			response.setStatus(HttpStatus.CONFLICT.value());
			model.addAttribute("obstacle", (latest != null && !latest.finished())
					? BusySentence.words(latest, this.clock.instant()) : "There is no failed launch to try again.");
			return "launch/retry";
		}
		response.setStatus(status.value());
		LaunchForm whole = form.instead(this.retry.form(id));
		model.addAttribute("kept", this.tokens.keeps(id, whole, request));
		model.addAttribute("made",
				this.runners.of(whole, user).filter((made) -> !made.taken() || isOf(id, user, whole)).orElse(null));
		model.addAttribute("earlier", fleet(id).runner());
		return this.view.around(whole, page, model);
	}

	private boolean isOf(UUID id, String user, LaunchForm form) {
		return this.runners.form(fleet(id).runner(), user).filter(form.key()::equals).isPresent();
	}

	private Fleet fleet(UUID id) {
		return this.fleets.find(id).orElseThrow(NoSuchFleet::new);
	}

}
