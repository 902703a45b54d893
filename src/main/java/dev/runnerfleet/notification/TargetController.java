package dev.runnerfleet.notification;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.runnerfleet.gitlab.connection.GuardedPosts;
import dev.runnerfleet.notification.Channel.Attempt;
import dev.runnerfleet.notification.occurrence.Topic;
import dev.runnerfleet.web.KeptFormParameter;
import dev.runnerfleet.web.Option;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where administrators add, change, test and remove those who are told. */
@Controller
@RequestMapping("/settings/notifications")
class TargetController {

	private final Targets targets;

	private final TargetDesk desk;

	private final GuardedPosts posts;

	private final MailChannel mail;

	TargetController(Targets targets, TargetDesk desk, GuardedPosts posts, MailChannel mail) {
		this.targets = targets;
		this.desk = desk;
		this.posts = posts;
		this.mail = mail;
	}

	@ModelAttribute("topics")
	List<Option> topics() {
		return Topic.choices().stream().map((topic) -> new Option(topic.name(), topic.label(), topic.hint())).toList();
	}

	@ModelAttribute("scopes")
	List<Option> scopes() {
		return List.of(Option.of("ALL", "Every fleet"), Option.of("SOME", "Only those chosen below"));
	}

	@GetMapping("/new/{kind}")
	String blank(@PathVariable String kind, @RequestParam(required = false) @Nullable UUID fleet, Model model) {
		TargetForm form = new TargetForm();
		if (fleet != null) {
			form.setScope("SOME");
			form.setFleets(List.of(fleet));
		}
		model.addAttribute("form", form);
		return page(kind(kind), null, model);
	}

	/** What was typed when the session was over, but for a webhook's address. */
	@GetMapping(path = "/new/{kind}", params = KeptFormParameter.PARAMETER)
	String kept(@PathVariable String kind, @ModelAttribute("form") TargetForm form, Model model) {
		return page(kind(kind), null, model);
	}

	/** Answers with the secret itself: a redirect would have to keep it somewhere. */
	@PostMapping("/new/{kind}")
	String add(@PathVariable String kind, @ModelAttribute("form") TargetForm form, BindingResult errors, Model model,
			Authentication user, HttpServletResponse response, RedirectAttributes flash) {
		Target.Kind chosen = kind(kind);
		form.takeNamed(this.targets.choice(), errors);
		form.check(chosen, false, this.posts, errors);
		if (!errors.hasErrors()) {
			try {
				TargetDesk.Made made = this.desk.add(chosen, form, user.getName());
				return made(made, "Added " + made.target().name() + ".", model, flash);
			}
			catch (DuplicateKeyException ex) {
				errors.rejectValue("name", "taken", "There is a target of this name already.");
			}
		}
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		return page(chosen, null, model);
	}

	@GetMapping("/{id}")
	String edit(@PathVariable UUID id, Model model) {
		Target target = find(id);
		model.addAttribute("form", TargetForm.of(target));
		return page(target.kind(), target, model);
	}

	@GetMapping(path = "/{id}", params = KeptFormParameter.PARAMETER)
	String keptChange(@PathVariable UUID id, @ModelAttribute("form") TargetForm form, Model model) {
		Target target = find(id);
		return page(target.kind(), target, model);
	}

	@PostMapping("/{id}")
	String change(@PathVariable UUID id, @ModelAttribute("form") TargetForm form, BindingResult errors, Model model,
			HttpServletResponse response, RedirectAttributes flash) {
		Target target = find(id);
		form.takeNamed(this.targets.choice(), errors);
		form.check(target.kind(), true, this.posts, errors);
		if (!errors.hasErrors()) {
			try {
				this.desk.change(target, form);
				return done(flash, "Saved.");
			}
			catch (DuplicateKeyException ex) {
				errors.rejectValue("name", "taken", "There is another target of this name.");
			}
		}
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		return page(target.kind(), target, model);
	}

	@PostMapping("/{id}/test")
	String test(@PathVariable UUID id, Authentication user, RedirectAttributes flash) {
		Target target = find(id);
		Optional<Attempt> attempt = this.desk.test(target, user.getName());
		boolean failed = attempt.filter((each) -> each.result() != Attempt.Result.DELIVERED).isPresent();
		flash.addFlashAttribute(failed ? "refusal" : "notice",
				attempt.map((each) -> words(each, target)).orElse("The test is on its way."));
		return "redirect:/settings/notifications";
	}

	@PostMapping("/{id}/pause")
	String pause(@PathVariable UUID id, RedirectAttributes flash) {
		return act(id, this.desk::pause, "%s hears of nothing until you let it go on.", flash);
	}

	@PostMapping("/{id}/resume")
	String resume(@PathVariable UUID id, RedirectAttributes flash) {
		return act(id, this.desk::resume, "%s hears of what happens from now on.", flash);
	}

	@PostMapping("/{id}/remove")
	String remove(@PathVariable UUID id, RedirectAttributes flash) {
		return act(id, this.desk::remove, "Removed %s, with what waited for it.", flash);
	}

	@PostMapping("/{id}/secret")
	String secret(@PathVariable UUID id, Model model, RedirectAttributes flash) {
		Target target = find(id);
		if (target.kind() != Target.Kind.WEBHOOK) {
			throw new ResponseStatusException(HttpStatus.CONFLICT, "Mail is not signed.");
		}
		return made(this.desk.newSecret(target), "", model, flash);
	}

	private String act(UUID id, Consumer<Target> what, String notice, RedirectAttributes flash) {
		Target target = find(id);
		what.accept(target);
		return done(flash, notice.formatted(target.name()));
	}

	private String made(TargetDesk.Made made, String notice, Model model, RedirectAttributes flash) {
		if (made.secret() == null) {
			return done(flash, notice);
		}
		model.addAttribute("made", made.secret());
		model.addAttribute("form", TargetForm.of(made.target()));
		return page(made.target().kind(), made.target(), model);
	}

	private String page(Target.Kind kind, @Nullable Target target, Model model) {
		model.addAttribute("kind", kind);
		model.addAttribute("target", target);
		model.addAttribute("sender", this.mail.from());
		FleetChoice choice = this.targets.choice();
		model.addAttribute("choice", choice);
		model.addAttribute("fleets", (model.getAttribute("form") instanceof TargetForm form)
				? choice.listed(form.getFleets()) : choice.all());
		return "notification/target";
	}

	private Target find(UUID id) {
		return this.targets.find(id)
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such target any more."));
	}

	private static Target.Kind kind(String name) {
		return Stream.of(Target.Kind.values())
			.filter((kind) -> kind.name().toLowerCase(Locale.ROOT).equals(name))
			.findFirst()
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
	}

	private static String words(Attempt attempt, Target target) {
		return (attempt.result() == Attempt.Result.DELIVERED) ? target.name() + " has taken the test."
				: "The test did not get through to " + target.name() + ". " + attempt.words();
	}

	private static String done(RedirectAttributes flash, String notice) {
		flash.addFlashAttribute("notice", notice);
		return "redirect:/settings/notifications";
	}

}
