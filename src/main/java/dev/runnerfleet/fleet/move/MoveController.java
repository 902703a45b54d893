package dev.runnerfleet.fleet.move;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.FleetActions;
import dev.runnerfleet.fleet.Violation;
import dev.runnerfleet.fleet.form.LaunchForm;
import dev.runnerfleet.fleet.launch.FleetLauncher.FleetLaunch;
import dev.runnerfleet.fleet.move.MovePlans.Plan;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.web.Option;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Shows what a fleet would become before anything is done, and then how far its move is.
 */
@Controller
@RequestMapping("/fleets/{id}/move")
class MoveController {

	private static final List<Option> RUNNERS = Arrays.stream(MoveForm.RunnerChoice.values())
		.map((choice) -> Option.of(choice.name(), choice.label()))
		.toList();

	private static final List<String> FIELDS = List.of("name", "runnerToken", "minutes", "oldRunner", "accessToken");

	/** The binder would stumble over others. */
	private static final Pattern PARAMETER = Pattern.compile("parameters\\[\\w{1,100}]");

	private final MovePlans plans;

	private final FleetMover mover;

	private final Clock clock;

	MoveController(MovePlans plans, FleetMover mover, Clock clock) {
		this.plans = plans;
		this.mover = mover;
		this.clock = clock;
	}

	@InitBinder("form")
	void constructorOnly(WebDataBinder binder, WebRequest request) {
		binder.setDeclarativeBinding(true);
		request.getParameterNames().forEachRemaining((name) -> {
			if (name.startsWith("parameters[") && !PARAMETER.matcher(name).matches()) {
				throw new ErrorResponseException(HttpStatus.BAD_REQUEST);
			}
		});
	}

	@GetMapping
	String look(@PathVariable UUID id, Model model) {
		Plan plan = this.plans.of(id);
		model.addAttribute("form", MoveForm.after(plan.stack().name(), plan.correctable()));
		return show(plan, model);
	}

	/** How far it is, for a page that stays open. */
	@GetMapping("/progress")
	String progress(@PathVariable UUID id, Model model) {
		show(this.plans.of(id), model);
		return "move/move :: progress";
	}

	@PostMapping
	String begin(@PathVariable UUID id, @ModelAttribute("form") MoveForm form, BindingResult binding, Model model,
			HttpServletResponse response, RedirectAttributes flash, Authentication user) {
		if (binding.hasErrors()) {
			throw new ErrorResponseException(HttpStatus.BAD_REQUEST);
		}
		FleetLaunch launch = this.mover.begin(id, form, user.getName());
		if (launch instanceof FleetLaunch.Begun begun) {
			flash.addFlashAttribute("notice", "The move has begun. You can close this page; it goes on.");
			if (!begun.warnings().isEmpty()) {
				flash.addFlashAttribute("warning", String.join(" ", begun.warnings()));
			}
			return "redirect:/fleets/" + id + "/move";
		}
		Plan plan = this.plans.of(id);
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		tell(launch, plan, binding, model);
		return show(plan, model);
	}

	@PostMapping("/stop")
	String stop(@PathVariable UUID id, Authentication user) {
		this.mover.stop(id, user.getName());
		return "redirect:/fleets/" + id + "/move";
	}

	/**
	 * @param skip whether the first fleet goes on taking jobs, or its jobs are not waited
	 * for
	 */
	@PostMapping("/go-on")
	String goOn(@PathVariable UUID id, @RequestParam(defaultValue = "false") boolean skip,
			@RequestParam(defaultValue = "") Secret accessToken) {
		this.mover.goOn(id, skip, accessToken);
		return "redirect:/fleets/" + id + "/move";
	}

	@PostMapping("/end")
	String end(@PathVariable UUID id, RedirectAttributes flash) {
		this.mover.end(id);
		flash.addFlashAttribute("notice", "The move is ended. Both fleets stay as they are.");
		return "redirect:/fleets/" + id;
	}

	private static void tell(FleetLaunch launch, Plan plan, BindingResult binding, Model model) {
		if (launch instanceof FleetLaunch.Invalid invalid) {
			invalid.violations().forEach((wrong) -> reject(wrong, plan, binding));
		}
		else if (launch instanceof FleetLaunch.Doubtful doubtful) {
			doubtful.findings()
				.stream()
				.filter(Finding::stops)
				.forEach((finding) -> reject(new Violation(finding.field(), finding.words()), plan, binding));
			model.addAttribute("doubtful", true);
		}
		else if (launch instanceof FleetLaunch.NameTaken taken) {
			binding.rejectValue("name", "taken", taken.message());
		}
		else if (launch instanceof FleetLaunch.Refused refused) {
			binding.reject("refused", refused.failure().words());
		}
		else if (launch instanceof FleetLaunch.NoToken none) {
			binding.rejectValue("runnerToken", "token", none.explanation().trail());
		}
	}

	/** What is wrong with a value that comes along has no field here. */
	private static void reject(Violation wrong, Plan plan, BindingResult binding) {
		String field = wrong.field().equals("subnetIds") ? "parameters[SubnetIds]" : wrong.field();
		boolean asked = FIELDS.contains(field)
				|| plan.correctable().keySet().stream().anyMatch((name) -> field.equals("parameters[" + name + "]"));
		if (asked) {
			binding.rejectValue(field, "invalid", wrong.message());
			return;
		}
		String label = plan.to()
			.template()
			.parameters()
			.stream()
			.filter((parameter) -> LaunchForm.field(parameter).equals(wrong.field()))
			.map((parameter) -> parameter.label() + ": ")
			.findFirst()
			.orElse("");
		binding.reject("invalid", label + wrong.message());
	}

	private String show(Plan plan, Model model) {
		model.addAttribute("plan", plan);
		model.addAttribute("runners", RUNNERS);
		Move move = plan.move();
		model.addAttribute("view", (move != null && move.state() != Move.State.ENDED)
				? MoveView.of(plan, move, this.clock.instant()) : null);
		model.addAttribute("movable", FleetActions.of(plan.stack()).change());
		return "move/move";
	}

}
