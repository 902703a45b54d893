package dev.runnerfleet.gitlab.reading;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.runnerfleet.gitlab.GitLabException;
import dev.runnerfleet.gitlab.connection.GitLabUrls;
import dev.runnerfleet.web.KeptFormParameter;
import dev.runnerfleet.web.OwnPages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

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
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Where administrators leave a token that reads a GitLab, replace it and take it away.
 */
@Controller
@RequestMapping("/settings/gitlab")
class ReadTokenController {

	private final ReadTokenRows rows;

	private final ReadTokenDesk desk;

	private final ReadTokenSeals seals;

	private final GitLabsInUse inUse;

	private final GitLabUrls urls;

	private final Clock clock;

	ReadTokenController(ReadTokenRows rows, ReadTokenDesk desk, ReadTokenSeals seals, GitLabsInUse inUse,
			GitLabUrls urls, Clock clock) {
		this.rows = rows;
		this.desk = desk;
		this.seals = seals;
		this.inUse = inUse;
		this.urls = urls;
		this.clock = clock;
	}

	@GetMapping
	String list(Model model) {
		List<ReadToken> tokens = this.rows.all();
		Set<String> known = tokens.stream().map(ReadToken::gitlab).collect(Collectors.toSet());
		model.addAttribute("tokens",
				tokens.stream()
					.map((token) -> ReadTokenView.of(token, this.seals.opens(token), this.clock.instant()))
					.toList());
		model.addAttribute("without",
				this.inUse.urls().stream().map(this::root).distinct().filter((url) -> !known.contains(url)).toList());
		model.addAttribute("keyed", this.seals.configured());
		return "reading/tokens";
	}

	/** Where another page leads here, whoever pastes a token has to see where it goes. */
	@GetMapping("/new")
	String blank(@ModelAttribute("form") ReadTokenForm form, Model model, HttpServletRequest request) {
		return page(OwnPages.led(request) ? form : new ReadTokenForm(), model);
	}

	/** What was typed when the session was over, but for the token. */
	@GetMapping(path = "/new", params = KeptFormParameter.PARAMETER)
	String kept(@ModelAttribute("form") ReadTokenForm form, Model model) {
		return page(form, model);
	}

	@PostMapping("/new")
	String keep(@ModelAttribute("form") ReadTokenForm form, BindingResult errors, Model model, Authentication user,
			HttpServletResponse response, RedirectAttributes flash) {
		if (!this.seals.configured()) {
			throw new ResponseStatusException(HttpStatus.CONFLICT,
					"The portal has no key to keep a token with. Set portal.read-token-key first.");
		}
		ReadTokenDesk.Answered answered = this.desk.keep(form.getGitlabUrl(), form.getToken(), form.isAnyway(),
				user.getName());
		if (answered instanceof ReadTokenDesk.Answered.Kept kept) {
			flash.addFlashAttribute("notice", "GitLab takes the token, and it is kept for %s.".formatted(kept.root()));
			return "redirect:/settings/gitlab";
		}
		if (answered instanceof ReadTokenDesk.Answered.Wrong wrong) {
			errors.rejectValue(wrong.field(), "wrong", wrong.words());
		}
		if (answered instanceof ReadTokenDesk.Answered.TooMuch much) {
			String words = "It may do more than read: it has %s.".formatted(String.join(", ", much.scopes()));
			errors.rejectValue("token", "much",
					words + " Paste one with read_api alone, or this one again with the box below ticked.");
			model.addAttribute("much", true);
		}
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		return page(form, model);
	}

	@PostMapping("/{id}/remove")
	String remove(@PathVariable UUID id, RedirectAttributes flash) {
		ReadToken token = this.rows.find(id)
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such token any more."));
		this.desk.remove(token);
		flash.addFlashAttribute("notice",
				"The token for %s is gone from here. Revoke it in GitLab, too, if nobody else needs it."
					.formatted(token.gitlab()));
		return "redirect:/settings/gitlab";
	}

	private String page(ReadTokenForm form, Model model) {
		if (form.getGitlabUrl().isEmpty()) {
			form.setGitlabUrl(this.inUse.urls().stream().findFirst().orElseGet(this.urls::suggestion));
		}
		model.addAttribute("form", form);
		model.addAttribute("keyed", this.seals.configured());
		return "reading/token";
	}

	private String root(String url) {
		try {
			return this.urls.tidy(url).base().toString();
		}
		catch (GitLabException ex) {
			return url;
		}
	}

}
