package dev.runnerfleet.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;

/** A page with one field of each kind. */
@Controller
class Gallery {

	@ModelAttribute
	void choices(Model model) {
		model.addAttribute("vpcs", List.of(Option.of("vpc-1", "vpc-1 (10.0.0.0/16)"), Option.of("vpc-2", "vpc-2")));
		model.addAttribute("subnets", List.of(new Option("subnet-1", "subnet-1", "eu-central-1a, public"),
				Option.of("subnet-2", "subnet-2")));
	}

	@GetMapping("/gallery")
	String show(@ModelAttribute("form") Form form) {
		return "gallery";
	}

	@PostMapping("/gallery")
	String submit(@ModelAttribute("form") Form form, BindingResult errors) {
		errors.rejectValue("name", "", "Start with a letter.");
		errors.rejectValue("parameters[VpcId]", "", "Choose a VPC.");
		errors.rejectValue("subnets", "", "Choose at least one subnet.");
		return "gallery";
	}

	static class Form {

		private String name = "";

		private String token = "";

		private String days = "30";

		private boolean keep;

		private List<String> subnets = List.of();

		private final Map<String, String> parameters = new HashMap<>();

		public String getName() {
			return this.name;
		}

		public void setName(String name) {
			this.name = name;
		}

		public String getToken() {
			return this.token;
		}

		public void setToken(String token) {
			this.token = token;
		}

		public String getDays() {
			return this.days;
		}

		public void setDays(String days) {
			this.days = days;
		}

		public boolean isKeep() {
			return this.keep;
		}

		public void setKeep(boolean keep) {
			this.keep = keep;
		}

		public List<String> getSubnets() {
			return this.subnets;
		}

		public void setSubnets(List<String> subnets) {
			this.subnets = subnets;
		}

		public Map<String, String> getParameters() {
			return this.parameters;
		}

	}

}
