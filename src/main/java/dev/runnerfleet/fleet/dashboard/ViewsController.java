package dev.runnerfleet.fleet.dashboard;

import java.security.Principal;
import java.util.List;
import java.util.UUID;

import dev.runnerfleet.fleet.listing.FleetQuery;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where people keep their views of the dashboard. */
@Controller
@RequestMapping("/views")
class ViewsController {

	private final SavedViews views;

	ViewsController(SavedViews views) {
		this.views = views;
	}

	@GetMapping
	String list(Model model, Principal user) {
		model.addAttribute("views", this.views.of(user.getName()));
		model.addAttribute("longest", SavedViews.LONGEST_NAME);
		return "dashboard/views";
	}

	@PostMapping
	String save(@RequestParam(defaultValue = "") String name, @RequestParam(defaultValue = "") String q,
			@RequestParam(defaultValue = "") List<String> label, @RequestParam(defaultValue = "") String status,
			@RequestParam(defaultValue = "") String health,
			@RequestParam(defaultValue = DashboardAddress.SORT) String sort, Model model, HttpServletResponse response,
			Principal user) {
		FleetQuery query = new FleetQuery(q, label, status, health, sort);
		String address = new DashboardAddress(query).same();
		String objection = this.views.save(user.getName(), name.strip(), address);
		if (objection.isEmpty()) {
			return "redirect:/" + address;
		}
		model.addAttribute("unsaved", query);
		model.addAttribute("name", name);
		return refused(objection, null, model, response, user);
	}

	@PostMapping("/{id}/rename")
	String rename(@PathVariable UUID id, @RequestParam(defaultValue = "") String name, Model model,
			HttpServletResponse response, Principal user) {
		String objection = this.views.rename(user.getName(), id, name.strip());
		return objection.isEmpty() ? "redirect:/views" : refused(objection, id, model, response, user);
	}

	@PostMapping("/{id}/remove")
	String remove(@PathVariable UUID id, Principal user) {
		this.views.remove(user.getName(), id);
		return "redirect:/views";
	}

	private String refused(String objection, @Nullable UUID id, Model model, HttpServletResponse response,
			Principal user) {
		response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
		model.addAttribute("objection", objection);
		model.addAttribute("wrong", id);
		return list(model, user);
	}

}
