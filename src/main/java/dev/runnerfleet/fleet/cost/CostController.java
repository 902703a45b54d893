package dev.runnerfleet.fleet.cost;

import java.util.HashMap;
import java.util.Map;

import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.blueprint.Blueprints;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Adds the cost up again while somebody fills in a form. */
@Controller
class CostController {

	private static final String PARAMETER = "parameters[";

	private final FleetCosts costs;

	private final Blueprints blueprints;

	CostController(FleetCosts costs, Blueprints blueprints) {
		this.costs = costs;
		this.blueprints = blueprints;
	}

	/** Takes the fields of the launch form, of which all but a few do not matter. */
	@PostMapping("/fleets/new/cost")
	String cost(@RequestParam Map<String, String> fields, Model model) {
		Blueprint blueprint = this.blueprints.find(fields.getOrDefault("blueprint", ""))
			.orElseGet(this.blueprints::first);
		Map<String, String> parameters = new HashMap<>();
		fields.forEach((name, value) -> {
			if (name.startsWith(PARAMETER) && name.endsWith("]")) {
				parameters.put(name.substring(PARAMETER.length(), name.length() - 1), value);
			}
		});
		model.addAttribute("cost", this.costs.of(blueprint, fields.getOrDefault("region", "").strip(), parameters));
		return "cost/cost :: figures(cost=${cost})";
	}

}
