package dev.runnerfleet.fleet.bulk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.runnerfleet.fleet.bulk.BulkPages.Named;
import dev.runnerfleet.fleet.listing.FleetLabels;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Gives labels to one fleet or to several, and takes them away. */
@Controller
@RequestMapping("/bulk/labels")
class BulkLabelsController {

	private final FleetLabels labels;

	private final BulkPages pages;

	BulkLabelsController(FleetLabels labels, BulkPages pages) {
		this.labels = labels;
		this.pages = pages;
	}

	@GetMapping
	String ask(@RequestParam(defaultValue = "") List<UUID> fleet, Model model) {
		return show(BulkController.present(this.pages.named(BulkController.few(fleet))), model);
	}

	@PostMapping
	String change(@RequestParam(defaultValue = "") List<UUID> fleet, @RequestParam(defaultValue = "") String add,
			@RequestParam(defaultValue = "") List<String> take, Model model, HttpServletResponse response,
			RedirectAttributes redirect) {
		List<Named> named = BulkController.present(this.pages.named(BulkController.few(fleet)));
		Set<String> added = FleetLabels.in(add);
		String objection = FleetLabels.objection(added);
		Map<String, String> refused = new LinkedHashMap<>();
		if (objection.isEmpty()) {
			for (Named each : named) {
				String wrong = this.labels.change(each.id(), added, Set.copyOf(take));
				if (!wrong.isEmpty()) {
					refused.put(each.name(), wrong);
				}
			}
		}
		if (objection.isEmpty() && refused.isEmpty()) {
			redirect.addFlashAttribute("notice",
					(named.size() == 1) ? "The labels of %s are set.".formatted(named.get(0).name())
							: "The labels of %d fleets are set.".formatted(named.size()));
			return (named.size() == 1) ? "redirect:/fleets/" + named.get(0).id() : "redirect:/";
		}
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		model.addAttribute("objection", objection);
		model.addAttribute("refused", refused);
		model.addAttribute("add", add);
		return show(this.pages.named(BulkController.few(fleet)), model);
	}

	private String show(List<Named> named, Model model) {
		model.addAttribute("fleets", named);
		model.addAttribute("present",
				named.stream().flatMap((fleet) -> fleet.labels().stream()).distinct().sorted().toList());
		model.addAttribute("known", this.labels.known());
		return "bulk/labels";
	}

}
