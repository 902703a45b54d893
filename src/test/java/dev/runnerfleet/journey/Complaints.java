package dev.runnerfleet.journey;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;

/**
 * What a page's browser complains of: errors of scripts and of the console, where
 * violations of the content policy show up too. That a page itself was answered with an
 * error status is none: it is for the test to expect.
 */
class Complaints {

	private final List<ConsoleMessage> errors = new ArrayList<>();

	private final List<String> exceptions = new ArrayList<>();

	private final Set<String> pages = new HashSet<>();

	private boolean outages;

	Complaints(Page page) {
		page.onPageError(this.exceptions::add);
		page.onConsoleMessage((message) -> {
			if (message.type().equals("error")) {
				this.errors.add(message);
			}
		});
		page.onResponse((response) -> {
			if (response.request().isNavigationRequest()) {
				this.pages.add(response.url());
			}
		});
	}

	/** From now on what cannot be loaded is for the test to expect, too. */
	void expectOutages() {
		this.outages = true;
	}

	Stream<String> all() {
		return Stream.concat(this.exceptions.stream(),
				this.errors.stream()
					.filter((error) -> !isExpected(error))
					.map((error) -> error.text() + " (" + error.location() + ")"));
	}

	/**
	 * A page that is left gives up what it has asked for, and htmx calls that an error.
	 */
	private static boolean isLeft(ConsoleMessage error) {
		return error.text().startsWith("htmx:sendAbort") || error.text().startsWith("htmx:afterRequest");
	}

	private boolean isExpected(ConsoleMessage error) {
		boolean load = error.text().startsWith("Failed to load resource");
		return isLeft(error) || (this.outages && (load || error.text().startsWith("htmx:")))
				|| (load && this.pages.stream().anyMatch((page) -> error.location().startsWith(page + ":")));
	}

}
