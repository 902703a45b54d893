package dev.runnerfleet.journey;

import java.util.List;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looks at a page as it is, by day and by night, on a desk and on a telephone: it must be
 * fit for everybody's use, readable and easy to hit, and never be wider than the screen.
 */
final class Inspection {

	private static final List<Integer> WIDTHS = List.of(1920, 1280, 768, 390);

	private static final List<ColorScheme> SCHEMES = List.of(ColorScheme.LIGHT, ColorScheme.DARK);

	private static final String SMALL_TEXT = """
			() => {
				const found = new Set();
				const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
				while (texts.nextNode()) {
					const element = texts.currentNode.parentElement;
					const range = document.createRange();
					range.selectNode(texts.currentNode);
					const box = range.getBoundingClientRect();
					const style = getComputedStyle(element);
					if (texts.currentNode.data.trim() && box.width && !element.closest("svg")
							&& parseFloat(style.fontSize) < 12) {
						found.add(`${style.fontSize}: ${texts.currentNode.data.trim()}`);
					}
				}
				return [...found];
			}""";

	/** Links within a sentence may be as high as its line. */
	private static final String SMALL_TARGETS = """
			() => [...document.querySelectorAll("a, button, summary, select, textarea, input:not([type=hidden])")]
				.filter((each) => each.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
				.filter((each) => getComputedStyle(each).display !== "inline")
				.map((each) => [each.closest("label") ?? each, each])
				.map(([target, each]) => [target.getBoundingClientRect(), each])
				.filter(([box]) => box.width > 2 && (box.width < 24 || box.height < 23.5))
				.map(([box, each]) => `${box.width} x ${box.height}: ${each.outerHTML.slice(0, 120)}`)""";

	/** A word that stands on two lines though it would fit on one. */
	private static final String BROKEN_WORDS = """
			() => {
				const found = new Set();
				const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
				while (texts.nextNode()) {
					const text = texts.currentNode;
					for (const word of text.data.matchAll(/(?<!\\S)[A-Za-z]{2,14}(?=[.,:;]?(?:\\s|$))/g)) {
						const range = document.createRange();
						range.setStart(text, word.index);
						range.setEnd(text, word.index + word[0].length);
						const boxes = [...range.getClientRects()].filter((box) => box.width > 1);
						if (new Set(boxes.map((box) => Math.round(box.top))).size > 1
								&& text.parentElement.checkVisibility()
								&& !text.parentElement.closest("code, .visually-hidden, thead")) {
							found.add(word[0]);
						}
					}
				}
				return [...found];
			}""";

	private Inspection() {
	}

	static void passes(Visitor visitor, String name) {
		Page page = visitor.page();
		settle(visitor);
		for (int width : WIDTHS) {
			page.setViewportSize(width, 844);
			String where = "%s at %d px".formatted(name, width);
			assertThat((Integer) page.evaluate("document.documentElement.scrollWidth")).as(where)
				.isLessThanOrEqualTo(width);
			assertThat(page.evaluate(SMALL_TEXT)).as("small text, " + where).isEqualTo(List.of());
			assertThat(page.evaluate(SMALL_TARGETS)).as("small targets, " + where).isEqualTo(List.of());
			assertThat(page.evaluate(BROKEN_WORDS)).as("broken words, " + where).isEqualTo(List.of());
		}
		// What a width changes is the same in both themes, and colours are the same at
		// each width.
		look(page, name, 390, ColorScheme.LIGHT);
		look(page, name, 390, ColorScheme.DARK);
		look(page, name, 1280, ColorScheme.LIGHT);
		look(page, name, 1280, ColorScheme.DARK);
	}

	/**
	 * Waits for what a page has asked for, so that nothing is looked at while it is put
	 * in place.
	 */
	static void settle(Visitor visitor) {
		PlaywrightAssertions.assertThat(visitor.page().locator(".htmx-request, .htmx-swapping, .htmx-settling"))
			.hasCount(0);
	}

	private static void look(Page page, String name, int width, ColorScheme scheme) {
		page.setViewportSize(width, 844);
		page.emulateMedia(new EmulateMediaOptions().setColorScheme(scheme));
		assertThat(violations(page)).as("%s at %d px, %s", name, width, scheme).isEmpty();
	}

	private static List<String> violations(Page page) {
		AxeRunOptions violationsAlone = new AxeRunOptions();
		violationsAlone.setResultTypes(List.of("violations"));
		// Without frames the check can stay within the page, which takes half the time.
		return new AxeBuilder(page).options(violationsAlone)
			.setLegacyMode(true)
			.analyze()
			.getViolations()
			.stream()
			.flatMap((rule) -> rule.getNodes()
				.stream()
				.map((node) -> rule.getId() + ": " + node.getTarget() + " " + node.getFailureSummary()))
			.toList();
	}

}
