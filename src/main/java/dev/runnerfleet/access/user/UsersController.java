package dev.runnerfleet.access.user;

import java.util.Arrays;
import java.util.List;

import dev.runnerfleet.access.factor.SecondFactors;
import dev.runnerfleet.access.password.PasswordForm;
import dev.runnerfleet.access.token.ApiTokens;
import dev.runnerfleet.audit.Action;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.audit.Outcome;
import dev.runnerfleet.web.KeptFormParameter;
import dev.runnerfleet.web.Option;
import dev.runnerfleet.web.Role;
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

/**
 * Where administrators add, change and remove users; whoever is changed signs in anew.
 */
@Controller
@RequestMapping("/users")
class UsersController {

	private final Users users;

	private final ApiTokens tokens;

	private final SecondFactors factors;

	private final FirstPassword firstPassword;

	private final Audit audit;

	UsersController(Users users, ApiTokens tokens, SecondFactors factors, FirstPassword firstPassword, Audit audit) {
		this.users = users;
		this.tokens = tokens;
		this.factors = factors;
		this.firstPassword = firstPassword;
		this.audit = audit;
	}

	@ModelAttribute("roles")
	List<Option> roles() {
		return Arrays.stream(Role.values()).map((role) -> Option.of(role.name(), role.label())).toList();
	}

	@ModelAttribute("factor")
	boolean factor(@PathVariable(required = false) @Nullable String name) {
		return name != null && this.factors.has(name);
	}

	@GetMapping
	String list(Model model) {
		model.addAttribute("users", this.users.all());
		return "access/users";
	}

	@GetMapping("/new")
	String blank(@ModelAttribute("form") UserForm form) {
		return "access/user-new";
	}

	/** What was typed when the session was over. */
	@GetMapping(params = KeptFormParameter.PARAMETER)
	String kept(@ModelAttribute("form") UserForm form) {
		return "access/user-new";
	}

	@PostMapping
	String add(@ModelAttribute("form") UserForm form, BindingResult errors, HttpServletResponse response,
			RedirectAttributes flash) {
		form.check(errors);
		if (!errors.hasErrors()) {
			try {
				this.users.addWithHandedPassword(form.getName(), form.getPassword(), form.role());
				return done(flash, "Added " + form.getName() + ".");
			}
			catch (DuplicateKeyException ex) {
				this.audit.record(Action.USER_CREATED, form.getName(), Outcome.REFUSED, "The name is taken");
				errors.rejectValue("name", "taken", "There is a user of this name already.");
			}
		}
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		return "access/user-new";
	}

	@GetMapping("/{name}")
	String edit(@PathVariable String name, @ModelAttribute("form") PasswordForm form, Authentication administrator,
			Model model) {
		return show(find(name), administrator, model);
	}

	@PostMapping("/{name}/role")
	String changeRole(@PathVariable String name, @RequestParam Role role, RedirectAttributes flash) {
		attempt(Action.USER_CHANGED, name, () -> this.users.changeRole(name, role));
		return done(flash, name + " now has the role " + role.label() + ".");
	}

	@PostMapping("/{name}/password")
	String changePassword(@PathVariable String name, @ModelAttribute("form") PasswordForm form, BindingResult errors,
			Model model, Authentication administrator, HttpServletResponse response, RedirectAttributes flash) {
		Users.PortalUser user = find(name);
		form.check(name, errors);
		if (name.equals(administrator.getName())) {
			errors.rejectValue("password", "own", "Change your own password under Your account.");
		}
		if (errors.hasErrors()) {
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			return show(user, administrator, model);
		}
		this.users.handPassword(name, form.getPassword());
		this.firstPassword.forget(name);
		return done(flash, name + " has a new password, and has to change it at the next sign-in.");
	}

	@PostMapping("/{name}/disable")
	String disable(@PathVariable String name, RedirectAttributes flash) {
		attempt(Action.USER_CHANGED, name, () -> this.users.disable(name));
		return done(flash, name + " can no longer sign in.");
	}

	@PostMapping("/{name}/enable")
	String enable(@PathVariable String name, RedirectAttributes flash) {
		this.users.enable(find(name).name());
		return done(flash, name + " can sign in again.");
	}

	@PostMapping("/{name}/sessions/end")
	String endSessions(@PathVariable String name, RedirectAttributes flash) {
		this.users.endSessions(find(name).name());
		return done(flash, "Every session of " + name + " has ended.");
	}

	@PostMapping("/{name}/tokens/revoke")
	String revokeTokens(@PathVariable String name, RedirectAttributes flash) {
		this.tokens.revokeAll(find(name).name());
		return done(flash, "The API tokens of " + name + " no longer work.");
	}

	@PostMapping("/{name}/factor/remove")
	String removeFactor(@PathVariable String name, Authentication administrator, RedirectAttributes flash) {
		if (name.equals(administrator.getName())) {
			throw new ResponseStatusException(HttpStatus.CONFLICT,
					"Remove your own second factor under Your account, which asks for a code.");
		}
		this.factors.remove(find(name).name());
		this.users.endSessions(name);
		return done(flash, name + " has no second factor any more.");
	}

	@PostMapping("/{name}/delete")
	String delete(@PathVariable String name, RedirectAttributes flash) {
		attempt(Action.USER_REMOVED, name, () -> this.users.delete(name));
		return done(flash, "Removed " + name + ".");
	}

	private static String show(Users.PortalUser user, Authentication administrator, Model model) {
		model.addAttribute("user", user);
		model.addAttribute("own", user.name().equals(administrator.getName()));
		return "access/user";
	}

	private void attempt(Action action, String name, Runnable change) {
		find(name);
		try {
			change.run();
		}
		catch (LastAdministrator ex) {
			this.audit.record(action, name, Outcome.REFUSED, "This is the last administrator");
			throw ex;
		}
	}

	private Users.PortalUser find(String name) {
		return this.users.find(name)
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no user of this name."));
	}

	private static String done(RedirectAttributes flash, String notice) {
		flash.addFlashAttribute("notice", notice);
		return "redirect:/users";
	}

}
