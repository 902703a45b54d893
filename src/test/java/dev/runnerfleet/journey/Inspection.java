package dev.runnerfleet.journey;

import java.util.List;
import java.util.Map;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looks at a page as it is, by day and by night, on a desk and on a telephone: it must be
 * fit for everybody's use and never be wider than the screen.
 */
final class Inspection {

	private static final Map<String, Integer> WIDTHS = Map.of("desk", 1280, "telephone", 390);

	private static final List<ColorScheme> SCHEMES = List.of(ColorScheme.LIGHT, ColorScheme.DARK);

	private Inspection() {
	}

	static void passes(Visitor visitor, String name) {
		Page page = visitor.page();
		WIDTHS.forEach((screen, width) -> {
			page.setViewportSize(width, 844);
			assertThat((Integer) page.evaluate("document.documentElement.scrollWidth")).as(name + " on a " + screen)
				.isLessThanOrEqualTo(width);
			for (ColorScheme scheme : SCHEMES) {
				page.emulateMedia(new EmulateMediaOptions().setColorScheme(scheme));
				assertThat(serious(page)).as("%s on a %s, %s", name, screen, scheme).isEmpty();
			}
		});
	}

	private static List<String> serious(Page page) {
		AxeRunOptions violationsAlone = new AxeRunOptions();
		violationsAlone.setResultTypes(List.of("violations"));
		// Without frames the check can stay within the page, which takes half the time.
		return new AxeBuilder(page).options(violationsAlone)
			.setLegacyMode(true)
			.analyze()
			.getViolations()
			.stream()
			.filter((rule) -> List.of("serious", "critical").contains(rule.getImpact()))
			.flatMap((rule) -> rule.getNodes()
				.stream()
				.map((node) -> rule.getId() + ": " + node.getTarget() + " " + node.getFailureSummary()))
			.toList();
	}

}
