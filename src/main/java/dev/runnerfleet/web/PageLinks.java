package dev.runnerfleet.web;

import java.util.regex.Pattern;

import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.context.IWebContext;
import org.thymeleaf.linkbuilder.StandardLinkBuilder;

import org.springframework.web.servlet.resource.ResourceUrlProvider;

/**
 * Links files by the names that tell their version, also on pages that are shown where no
 * controller was reached. It asks for the version of files only, because a page has none
 * and each asking searches the class path for one.
 */
class PageLinks extends StandardLinkBuilder {

	private static final Pattern FILE = Pattern.compile("\\.\\w{1,5}$");

	private final ResourceUrlProvider files;

	PageLinks(ResourceUrlProvider files) {
		this.files = files;
	}

	@Override
	protected String processLink(IExpressionContext context, String link) {
		if (!(context instanceof IWebContext page) || !FILE.matcher(link).find()) {
			return link;
		}
		String base = page.getExchange().getRequest().getApplicationPath();
		String file = this.files.getForLookupPath(link.substring(base.length()));
		return (file != null) ? base + file : link;
	}

}
