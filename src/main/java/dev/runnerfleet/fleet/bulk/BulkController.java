package dev.runnerfleet.fleet.bulk;

import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import dev.runnerfleet.fleet.bulk.BulkPages.Named;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Takes the fleets that somebody has ticked to what they asked for. Only the ids that
 * were sent count: there is no way to say "all".
 */
@Controller
@RequestMapping("/bulk")
class BulkController {

	/** A page of the dashboard, and no more than that. */
	static final int MOST = 50;

	private final BulkRunner runner;

	private final BulkPages pages;

	private final Clock clock;

	BulkController(BulkRunner runner, BulkPages pages, Clock clock) {
		this.runner = runner;
		this.pages = pages;
		this.clock = clock;
	}

	/** Where somebody lands whose session was over when they pressed a button. */
	@GetMapping
	String again() {
		return "redirect:/";
	}

	@PostMapping
	String choose(@RequestParam(defaultValue = "") List<UUID> fleet, @RequestParam(defaultValue = "") String action,
			RedirectAttributes redirect, Principal user) {
		if (fleet.isEmpty()) {
			redirect.addFlashAttribute("notice", "No fleet was selected, so nothing was done. Tick some first.");
			return "redirect:/";
		}
		if (action.equals("remove") || action.equals("labels")) {
			return "redirect:"
					+ UriComponentsBuilder.fromPath("/bulk/" + action).queryParam("fleet", few(fleet)).toUriString();
		}
		BulkAction asked = BulkAction.of(action).orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
		List<BulkRun.Item> items = present(this.pages.named(few(fleet))).stream()
			.map((named) -> BulkRun.Item.waiting(named.id(), 0))
			.toList();
		UUID id = UUID.randomUUID();
		Instant now = this.clock.instant();
		this.runner.begin(new BulkRun(id, asked, false, false, user.getName(), now, now.plus(BulkRuns.TURN), items));
		return "redirect:/bulk/" + id;
	}

	@GetMapping("/{id}")
	String run(@PathVariable UUID id, Model model) {
		model.addAttribute("page", page(id));
		return "bulk/run";
	}

	/** What the page asks for by itself until every turn has come. */
	@GetMapping("/{id}/progress")
	String progress(@PathVariable UUID id, Model model) {
		run(id, model);
		return "bulk/run :: run";
	}

	private BulkPages.RunPage page(UUID id) {
		return this.pages.run(id)
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "Nothing of the kind was asked."));
	}

	static Set<UUID> few(List<UUID> fleets) {
		Set<UUID> ids = new LinkedHashSet<>(fleets);
		if (ids.size() > MOST) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST,
					"Act on at most %d fleets at once.".formatted(MOST));
		}
		return ids;
	}

	static List<Named> present(List<Named> named) {
		if (named.isEmpty()) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND, "None of these fleets is known here.");
		}
		return named;
	}

}
