package dev.runnerfleet.web.reference;

import java.io.IOException;
import java.io.InputStream;

import io.swagger.v3.oas.annotations.Hidden;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Shows what the API does as a page like the others: one that needs no script, can be
 * read aloud and in the dark. Ready-made viewers of such documents cannot.
 */
@Controller
@Hidden
class ApiReferenceController {

	private final ApiReference reference;

	ApiReferenceController(@Value("classpath:openapi.json") Resource document, JsonMapper json) throws IOException {
		try (InputStream text = document.getInputStream()) {
			this.reference = ApiReference.of(json.readTree(text));
		}
	}

	@GetMapping("/api-docs")
	String show(Model model) {
		model.addAttribute("api", this.reference);
		return "reference/api";
	}

}
