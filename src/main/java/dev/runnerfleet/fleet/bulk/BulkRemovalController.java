package dev.runnerfleet.fleet.bulk;

import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.runnerfleet.fleet.bulk.BulkPages.Named;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Asks once whether several fleets are really to go, each of them by its name. */
@Controller
@RequestMapping("/bulk/remove")
class BulkRemovalController {

	private final BulkRunner runner;

	private final BulkPages pages;

	private final Clock clock;

	BulkRemovalController(BulkRunner runner, BulkPages pages, Clock clock) {
		this.runner = runner;
		this.pages = pages;
		this.clock = clock;
	}

	@GetMapping
	String ask(@RequestParam(defaultValue = "") List<UUID> fleet, Model model) {
		return show(BulkController.present(this.pages.named(BulkController.few(fleet))), UUID.randomUUID(), model);
	}

	/**
	 * Begins what the page has named.
	 * @param run the run's id, as the page gave it out
	 * @param seen the fleets with how each stood on the page, as {@code id.state}
	 * @param confirm the words that were to be typed
	 */
	@PostMapping
	String remove(@RequestParam UUID run, @RequestParam(defaultValue = "") List<String> seen,
			@RequestParam(defaultValue = "") String confirm, @RequestParam(defaultValue = "false") boolean keepCache,
			@RequestParam(defaultValue = "false") boolean removeLogs, Model model, HttpServletResponse response,
			Principal user) {
		Map<UUID, Integer> states = states(seen);
		if (!confirm.strip().equalsIgnoreCase(words(states.size()))) {
			List<Named> named = BulkController.present(this.pages.named(states.keySet()));
			response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
			model.addAttribute("keepCache", keepCache);
			model.addAttribute("removeLogs", removeLogs);
			model.addAttribute("confirm", confirm);
			return show(named, run, model);
		}
		Instant now = this.clock.instant();
		List<BulkRun.Item> items = this.pages.named(states.keySet())
			.stream()
			.map((named) -> BulkRun.Item.waiting(named.id(), states.getOrDefault(named.id(), 0)))
			.toList();
		this.runner.begin(new BulkRun(run, BulkAction.REMOVE, keepCache, removeLogs, user.getName(), now,
				now.plus(BulkRuns.TURN), items));
		return "redirect:/bulk/" + run;
	}

	private String show(List<Named> named, UUID run, Model model) {
		List<Named> going = named.stream().filter((fleet) -> fleet.obstacle() == null).toList();
		model.addAttribute("going", going);
		model.addAttribute("staying", named.stream().filter((fleet) -> fleet.obstacle() != null).toList());
		model.addAttribute("words", words(going.size()));
		model.addAttribute("run", run);
		return "bulk/remove";
	}

	/** What is to be typed, so that nobody overlooks how many it is. */
	private static String words(int fleets) {
		return "remove " + fleets;
	}

	private static Map<UUID, Integer> states(List<String> seen) {
		Map<UUID, Integer> states = new LinkedHashMap<>();
		for (String each : seen) {
			int dot = each.indexOf('.');
			if (dot < 0 || !each.substring(dot + 1).matches("[1-9]\\d{0,3}")) {
				throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
			}
			try {
				states.put(UUID.fromString(each.substring(0, dot)), Integer.valueOf(each.substring(dot + 1)));
			}
			catch (IllegalArgumentException ex) {
				throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "", ex);
			}
		}
		if (states.isEmpty() || states.size() > BulkController.MOST) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
		}
		return states;
	}

}
