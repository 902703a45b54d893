package dev.runnerfleet.fleet.page;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.runnerfleet.live.LivePiece;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.expression.ThymeleafEvaluationContext;

import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;

/**
 * Renders the pieces of a page that change, from the very fragments that the page itself
 * is made of, once for all who watch.
 */
@Component
class FleetPieces {

	private final ITemplateEngine templates;

	private final FleetViews views;

	private final ApplicationContext application;

	FleetPieces(ITemplateEngine templates, FleetViews views, ApplicationContext application) {
		this.templates = templates;
		this.views = views;
		this.application = application;
	}

	/** All that changes on one side of a fleet. */
	Optional<LivePiece> page(UUID id, FleetTab tab) {
		return this.views.find(id, tab).map((view) -> (base) -> {
			Context context = new Context(Locale.ENGLISH, Map.of("view", view, "live", true));
			context.setVariable("base", base);
			context.setVariable(ThymeleafEvaluationContext.THYMELEAF_EVALUATION_CONTEXT_CONTEXT_VARIABLE_NAME,
					new ThymeleafEvaluationContext(this.application, null));
			return this.templates.process("page/fleet", Set.of("standing", "pieces"), context);
		});
	}

}
