package dev.runnerfleet.fleet;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.runnerfleet.stack.Stack;
import jakarta.servlet.ServletContext;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

import org.springframework.stereotype.Component;

/**
 * Renders the pieces of a page that change, from the very fragments that the page itself
 * is made of, once for all who watch.
 */
@Component
class FleetPieces {

	private final ITemplateEngine templates;

	private final FleetViews views;

	private final String base;

	FleetPieces(ITemplateEngine templates, FleetViews views, ServletContext servletContext) {
		this.templates = templates;
		this.views = views;
		this.base = servletContext.getContextPath();
	}

	String row(Stack stack) {
		return render("dashboard", "row", Map.of("rows", this.views.rows(List.of(stack))));
	}

	Optional<String> page(UUID id) {
		return this.views.find(id).map((view) -> render("fleet", "pieces", Map.of("view", view, "live", true)));
	}

	private String render(String template, String fragment, Map<String, Object> model) {
		Context context = new Context(Locale.ENGLISH, model);
		context.setVariable("base", this.base);
		return this.templates.process(template, Set.of(fragment), context);
	}

}
