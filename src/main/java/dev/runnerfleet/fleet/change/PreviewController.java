package dev.runnerfleet.fleet.change;

import java.util.UUID;

import dev.runnerfleet.fleet.change.PreviewViews.NoSuchPreview;
import dev.runnerfleet.fleet.form.TypedTokens;
import dev.runnerfleet.stack.OperationOutcome;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Shows what a change would do, and lets somebody decide on it. */
@Controller
@RequestMapping("/fleets/{id}/previews/{previewId}")
class PreviewController {

	private final PreviewViews views;

	private final ChangeDecisions decisions;

	private final TypedTokens tokens;

	private final RefusedChanges refused;

	PreviewController(PreviewViews views, ChangeDecisions decisions, TypedTokens tokens, RefusedChanges refused) {
		this.refused = refused;
		this.tokens = tokens;
		this.views = views;
		this.decisions = decisions;
	}

	/** The page, or only what changes once AWS has worked it out. */
	@GetMapping
	String show(@PathVariable UUID id, @PathVariable UUID previewId,
			@RequestHeader(name = "HX-Request", defaultValue = "false") boolean piece, Model model) {
		model.addAttribute("view", this.views.find(id, previewId).orElseThrow(NoSuchPreview::new));
		return piece ? "change/preview :: piece" : "change/preview";
	}

	/**
	 * What the page asks for by itself, which is no use of its reader's session. So it
	 * can hold no forms: the page comes back for them.
	 */
	@GetMapping(path = "/waiting", headers = "HX-Request=true")
	String waiting(@PathVariable UUID id, @PathVariable UUID previewId, Model model) {
		PreviewView view = this.views.find(id, previewId).orElseThrow(NoSuchPreview::new);
		model.addAttribute("view", view);
		return view.isWaiting() ? "change/preview :: piece" : "change/preview :: known";
	}

	@PostMapping("/apply")
	String apply(@PathVariable UUID id, @PathVariable UUID previewId, Model model, HttpServletResponse response,
			RedirectAttributes redirect, Authentication user) {
		this.views.find(id, previewId).orElseThrow(NoSuchPreview::new);
		OperationOutcome outcome = this.decisions.apply(previewId, user.getName());
		if (outcome instanceof OperationOutcome.Refused refused) {
			this.refused.tell(id, refused.failure(), model, response);
			model.addAttribute("view", this.views.find(id, previewId).orElseThrow(NoSuchPreview::new));
			return "change/preview";
		}
		this.tokens.forgetAll(id);
		redirect.addFlashAttribute("notice", "The change is on its way.");
		return "redirect:/fleets/" + id;
	}

	@PostMapping("/discard")
	String discard(@PathVariable UUID id, @PathVariable UUID previewId, RedirectAttributes redirect) {
		this.views.find(id, previewId).orElseThrow(NoSuchPreview::new);
		this.decisions.discard(id, previewId);
		this.tokens.forgetAll(id);
		redirect.addFlashAttribute("notice", "The preview is discarded. The fleet stays as it is.");
		return "redirect:/fleets/" + id;
	}

}
