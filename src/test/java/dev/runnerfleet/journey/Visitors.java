package dev.runnerfleet.journey;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ReducedMotion;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/** The people of one test, each with a browser profile of their own. */
class Visitors {

	/** What comes is there at once; this only bounds how long a busy machine may take. */
	static final double PATIENCE_MILLIS = 60_000;

	private final Browser browser;

	private final String address;

	private final List<BrowserContext> contexts = new ArrayList<>();

	private final List<Complaints> complaints = new ArrayList<>();

	Visitors(Browser browser, String address) {
		this.browser = browser;
		this.address = address;
	}

	/** Somebody at the sign-in page. */
	Visitor visitor() {
		return visitor(UnaryOperator.identity());
	}

	/** Somebody at the sign-in page, with a browser set up as they like it. */
	Visitor visitor(UnaryOperator<NewContextOptions> setUp) {
		BrowserContext context = this.browser.newContext(
				setUp.apply(new NewContextOptions().setBaseURL(this.address).setReducedMotion(ReducedMotion.REDUCE)));
		context.setDefaultTimeout(PATIENCE_MILLIS);
		this.contexts.add(context);
		Page page = context.newPage();
		this.complaints.add(new Complaints(page));
		page.navigate("/login");
		return new Visitor(page);
	}

	/** Somebody who reaches the portal over a wire that does not always hold. */
	Visitor visitorOver(Wire wire) {
		Visitor visitor = visitor((options) -> options.setBaseURL(wire.address()));
		this.complaints.get(this.complaints.size() - 1).expectOutages();
		return visitor;
	}

	/**
	 * Sends everybody home and passes on what their browsers complained of.
	 * @param failure why the test has failed already, if it has; what people saw last is
	 * then kept under {@code target/browser}
	 * @param test names the pictures
	 */
	void leave(@Nullable Throwable failure, String test) {
		if (failure != null) {
			photograph(test, failure);
		}
		this.contexts.forEach(BrowserContext::close);
		List<String> all = this.complaints.stream().flatMap(Complaints::all).toList();
		if (failure == null) {
			assertThat(all).as("complaints of the browser").isEmpty();
		}
		else if (!all.isEmpty()) {
			failure.addSuppressed(new AssertionError("The browser complained: " + all));
		}
	}

	private void photograph(String test, Throwable failure) {
		try {
			for (int index = 0; index < this.contexts.size(); index++) {
				Path picture = Path.of("target", "browser", test + "-" + index + ".png");
				this.contexts.get(index)
					.pages()
					.forEach((page) -> page.screenshot(new ScreenshotOptions().setPath(picture)));
			}
		}
		catch (PlaywrightException ex) {
			failure.addSuppressed(ex);
		}
	}

}
