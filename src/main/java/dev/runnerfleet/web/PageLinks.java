package dev.runnerfleet.web;

import java.util.regex.Pattern;

import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.linkbuilder.StandardLinkBuilder;

/**
 * Asks for the version of files only, because a page has none and each asking searches
 * the class path for one.
 */
class PageLinks extends StandardLinkBuilder {

	private static final Pattern FILE = Pattern.compile("\\.\\w{1,5}$");

	@Override
	protected String processLink(IExpressionContext context, String link) {
		return FILE.matcher(link).find() ? super.processLink(context, link) : link;
	}

}
