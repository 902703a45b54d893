package dev.runnerfleet.fleet.adoption;

import java.util.List;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Reading;
import dev.runnerfleet.fleet.adoption.Adopter.Adoption;
import dev.runnerfleet.network.Network;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Adopts fleets that were launched elsewhere: first a look, then a confirmation. */
@Controller
@RequestMapping("/fleets/adopt")
class AdoptController {

	private final Adopter adopter;

	private final Network network;

	AdoptController(Adopter adopter, Network network) {
		this.adopter = adopter;
		this.network = network;
	}

	@GetMapping
	String look(@RequestParam(defaultValue = "") String region, @RequestParam(defaultValue = "") String stack,
			Model model, HttpServletResponse response) {
		String name = stack.strip();
		try {
			String place = region.isEmpty() ? this.network.defaultRegion() : region;
			show(place, name, this.adopter.regions().atOnce(), model);
			return name.isEmpty() ? "adoption/adopt" : tell(this.adopter.look(place, name), model, response);
		}
		catch (AwsFailure ex) {
			return refused(ex, region, name, model, response);
		}
	}

	/** The regions to choose from, where the page could not wait for them. */
	@GetMapping("/regions")
	String regions(@RequestParam(defaultValue = "") String region, Model model) {
		show(region, "", this.adopter.regions().inTime(), model);
		model.addAttribute("regionsPending", false);
		return "adoption/adopt :: regions";
	}

	@PostMapping
	String adopt(@RequestParam String region, @RequestParam String stack,
			@RequestParam(defaultValue = "false") boolean confirm, Model model, HttpServletResponse response,
			RedirectAttributes redirect, Authentication user) {
		try {
			Adoption adoption = this.adopter.adopt(region, stack.strip(), confirm, user.getName());
			if (adoption instanceof Adoption.Adopted adopted) {
				redirect.addFlashAttribute("notice",
						"The fleet is adopted. The portal reads what happened to it so far.");
				return "redirect:/fleets/" + adopted.id();
			}
			show(region, stack.strip(), this.adopter.regions().atOnce(), model);
			model.addAttribute("unconfirmed", true);
			response.setStatus(HttpStatus.CONFLICT.value());
			return tell(adoption, model, response);
		}
		catch (AwsFailure ex) {
			return refused(ex, region, stack, model, response);
		}
	}

	private static void show(String region, String stack, Reading<List<String>> regions, Model model) {
		model.addAttribute("region", region);
		model.addAttribute("stack", stack);
		model.addAttribute("regions", regions.orElse(List.of(region)));
		model.addAttribute("regionsPending", regions.isLate());
		model.addAttribute("regionsTrouble", regions.failure().map(AwsFailure::words).orElse(null));
	}

	private static String tell(Adoption adoption, Model model, HttpServletResponse response) {
		if (adoption instanceof Adoption.Found found) {
			model.addAttribute("found", AdoptPage.of(found));
		}
		else if (adoption instanceof Adoption.Known known) {
			model.addAttribute("known", known.id());
		}
		else if (adoption instanceof Adoption.Refused refused) {
			response.setStatus(refused.status().value());
			model.addAttribute("refused", refused);
		}
		return "adoption/adopt";
	}

	private static String refused(AwsFailure failure, String region, String stack, Model model,
			HttpServletResponse response) {
		model.addAttribute("region", region);
		model.addAttribute("stack", stack);
		model.addAttribute("regions", region.isEmpty() ? List.of() : List.of(region));
		return tell(new Adoption.Refused(HttpStatus.valueOf(failure.getStatusCode().value()), failure.title(),
				failure.detail()), model, response);
	}

}
