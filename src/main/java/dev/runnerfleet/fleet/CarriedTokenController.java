package dev.runnerfleet.fleet;

import dev.runnerfleet.secret.Secret;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Takes a runner token that was just made into the launch form, as nobody could look it
 * up again. It travels in the body of the request and in the form, and rests nowhere.
 */
@Controller
@RequestMapping("/fleets/new")
class CarriedTokenController {

	private final LaunchPages pages;

	CarriedTokenController(LaunchPages pages) {
		this.pages = pages;
	}

	/** The form cleans its values when it is made; nothing is to be put into it later. */
	@InitBinder("form")
	void onlyByConstructor(WebDataBinder binder) {
		binder.setDeclarativeBinding(true);
	}

	@PostMapping("/with-token")
	String begin(@RequestParam String gitlabUrl, @RequestParam Secret runnerToken, Model model,
			HttpServletResponse response) {
		return show(this.pages.blankFor(gitlabUrl), runnerToken, model, response);
	}

	/** Choices of another VPC, region or blueprint, for those without scripts. */
	@PostMapping(params = { "reload", "carried" })
	String reload(@ModelAttribute("form") LaunchForm form, BindingResult binding, Model model,
			HttpServletResponse response) {
		model.asMap().remove(BindingResult.MODEL_KEY_PREFIX + "form");
		return show(form.fittedTo(this.pages.blueprint(form.blueprint())), form.runnerToken(), model, response);
	}

	private String show(LaunchForm form, Secret runnerToken, Model model, HttpServletResponse response) {
		response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
		model.addAttribute("form", form);
		model.addAttribute("carried", runnerToken);
		model.addAttribute("page", this.pages.page(form));
		return "launch";
	}

}
