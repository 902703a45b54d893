package dev.runnerfleet.fleet;

import dev.runnerfleet.secret.Secret;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.ErrorResponseException;
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

	@PostMapping("/with-token")
	String begin(@RequestParam String gitlabUrl, @RequestParam Secret runnerToken, Model model,
			HttpServletResponse response) {
		LaunchForm form = this.pages.blankFor(gitlabUrl);
		return show(form, this.pages.page(form), runnerToken, model, response);
	}

	/** Choices of another VPC, region or blueprint, for those without scripts. */
	@PostMapping(params = { "reload", "carried" })
	String reload(@ModelAttribute("form") LaunchForm form, BindingResult binding,
			@RequestParam(defaultValue = "") String shown, Model model, HttpServletResponse response) {
		if (binding.hasErrors()) {
			throw new ErrorResponseException(HttpStatus.BAD_REQUEST);
		}
		model.asMap().remove(BindingResult.MODEL_KEY_PREFIX + "form");
		LaunchForm moved = this.pages.moved(form, shown);
		return show(moved, this.pages.wholePage(moved), form.runnerToken(), model, response);
	}

	private static String show(LaunchForm form, LaunchPage page, Secret runnerToken, Model model,
			HttpServletResponse response) {
		response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
		model.addAttribute("form", form);
		model.addAttribute("carried", runnerToken);
		model.addAttribute("page", page);
		return "launch";
	}

}
