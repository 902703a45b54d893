package dev.runnerfleet.fleet.adoption;

import java.util.List;
import java.util.Optional;

import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.PageReads.Pending;
import dev.runnerfleet.aws.Reading;
import dev.runnerfleet.fleet.adoption.Adopter.Adoption;
import dev.runnerfleet.fleet.adoption.AdoptionCandidates.Found;
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

/**
 * Adopts fleets that were launched elsewhere: first those that there are, then a look at
 * one, then a confirmation.
 */
@Controller
@RequestMapping("/fleets/adopt")
class AdoptController {

	private final Adopter adopter;

	private final AdoptionCandidates candidates;

	private final Network network;

	AdoptController(Adopter adopter, AdoptionCandidates candidates, Network network) {
		this.adopter = adopter;
		this.candidates = candidates;
		this.network = network;
	}

	/** The page, which does not wait for AWS unless a button asked it to. */
	@GetMapping
	String look(@RequestParam(defaultValue = "") String region, @RequestParam(defaultValue = "") String stack,
			@RequestParam(defaultValue = "false") boolean wait, Model model, HttpServletResponse response) {
		String name = stack.strip();
		try {
			String place = region.isEmpty() ? this.network.defaultRegion() : region;
			show(place, name, wait ? this.adopter.regions().inTime() : this.adopter.regions().atOnce(), model);
			if (!name.isEmpty()) {
				return tell(this.adopter.look(place, name), model, response);
			}
			if (wait) {
				tell(place, model);
			}
			model.addAttribute("candidatesPending", !wait);
			return "adoption/adopt";
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

	/** The candidates of a region, once AWS has told of them. */
	@GetMapping("/candidates")
	String candidates(@RequestParam String region, Model model) {
		model.addAttribute("region", region);
		try {
			tell(region, model);
		}
		catch (AwsFailure ex) {
			model.addAttribute("candidatesTrouble", ex.words());
		}
		return "adoption/adopt :: candidates";
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

	private void tell(String region, Model model) {
		Optional<Pending<Found>> question = this.candidates.in(region);
		if (question.isEmpty()) {
			model.addAttribute("candidatesTrouble", "The account has no such region.");
			return;
		}
		Reading<Found> found = question.get().inTime();
		found.failure()
			.ifPresentOrElse((failure) -> model.addAttribute("candidatesTrouble", failure.words()),
					() -> model.addAttribute("candidates", found.orThrow()));
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
