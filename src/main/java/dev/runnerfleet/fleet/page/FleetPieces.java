package dev.runnerfleet.fleet.page;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.runnerfleet.live.LivePiece;
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

	FleetPieces(ITemplateEngine templates, FleetViews views) {
		this.templates = templates;
		this.views = views;
	}

	Optional<LivePiece> page(UUID id) {
		return this.views.find(id).map((view) -> piece("page/fleet", "pieces", Map.of("view", view, "live", true)));
	}

	private LivePiece piece(String template, String fragment, Map<String, Object> model) {
		return (base) -> {
			Context context = new Context(Locale.ENGLISH, model);
			context.setVariable("base", base);
			return this.templates.process(template, Set.of(fragment), context);
		};
	}

}
