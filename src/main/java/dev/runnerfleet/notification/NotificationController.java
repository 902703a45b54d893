package dev.runnerfleet.notification;

import java.time.Clock;

import dev.runnerfleet.notification.Channel.Attempt;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where administrators see who is told of what, and what came of it. */
@Controller
@RequestMapping("/settings/notifications")
class NotificationController {

	private static final int LATEST = 50;

	private final Targets targets;

	private final Deliveries deliveries;

	private final TargetDesk desk;

	private final NotificationConfiguration.Wake wake;

	private final MailChannel mail;

	private final PortalLinks links;

	private final Clock clock;

	NotificationController(Targets targets, Deliveries deliveries, TargetDesk desk, NotificationConfiguration.Wake wake,
			MailChannel mail, PortalLinks links, Clock clock) {
		this.targets = targets;
		this.deliveries = deliveries;
		this.desk = desk;
		this.wake = wake;
		this.mail = mail;
		this.links = links;
		this.clock = clock;
	}

	@GetMapping
	String list(Model model) {
		model.addAttribute("targets", this.targets.all());
		model.addAttribute("deliveries", this.deliveries.latest(LATEST));
		model.addAttribute("mailThere", this.mail.available());
		model.addAttribute("links", this.links.known());
		model.addAttribute("now", this.clock.instant());
		return "notification/notifications";
	}

	@PostMapping("/deliveries/{id}/again")
	String again(@PathVariable long id, RedirectAttributes flash) {
		Delivery delivery = this.deliveries.find(id)
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "This delivery is no longer kept."));
		Target target = this.targets.find(delivery.targetId())
			.filter((found) -> !found.paused())
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.CONFLICT,
					"The target is paused. Let it go on first."));
		Attempt attempt = this.desk.sendAgain(target, delivery).orElse(null);
		if (attempt == null) {
			flash.addFlashAttribute("notice", "It is on its way already.");
		}
		else if (attempt.result() == Attempt.Result.DELIVERED) {
			flash.addFlashAttribute("notice", target.name() + " has taken it.");
		}
		else {
			this.wake.all();
			flash.addFlashAttribute("refusal", "It did not get through to %s, and is tried for another day. %s"
				.formatted(target.name(), attempt.words()));
		}
		return "redirect:/settings/notifications";
	}

}
