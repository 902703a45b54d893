package dev.runnerfleet.journey;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.options.ReducedMotion;
import dev.runnerfleet.sandbox.SandboxTime;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** A live page changes where something has changed, and holds still under its reader. */
@Journey
class SteadyPageJourneyTest {

	/** Notes every shift that no input of the reader's has caused. */
	private static final String WATCH_SHIFTS = """
			window.shifts = [];
			new PerformanceObserver((list) => list.getEntries().filter((each) => !each.hadRecentInput)
				.forEach((each) => shifts.push(each.sources.map((source) => source.node?.outerHTML?.slice(0, 80)))))
				.observe({ type: "layout-shift" });
			""";

	/**
	 * Opens, scrolls, selects and focuses as a reader does, keeps hold of each, and waits
	 * until all of it is on the screen.
	 */
	private static final String READ = """
			() => {
				window.opened = [...document.querySelectorAll("main details")].at(-1);
				opened.open = true;
				window.selected = opened.querySelector("dt, dd, td, p, li");
				window.focused = opened.querySelector("summary");
				window.scrollTo(0, document.documentElement.scrollHeight);
				focused.focus({ preventScroll: true });
				getSelection().selectAllChildren(selected);
				window.at = scrollY;
				return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
			}""";

	@Autowired
	SandboxTime time;

	@Test
	void whoReadsWhileAFleetIsLaunchedStaysWhereTheyAre(Visitors visitors) {
		this.time.hold();
		Visitor ada = visitors.visitor((options) -> options.setViewportSize(1280, 500))
			.signIn("operator")
			.launch("read-along", "production");
		Page page = ada.page();
		page.evaluate(READ);
		page.evaluate(WATCH_SHIFTS);
		assertThat((Integer) page.evaluate("at")).isPositive();
		this.time.goOn();
		ada.seesStatus("Ready");
		assertThat(page.evaluate("opened.isConnected && opened.open")).isEqualTo(true);
		assertThat(page.evaluate("document.activeElement === focused")).isEqualTo(true);
		assertThat(page.evaluate("getSelection().toString() === selected.textContent")).isEqualTo(true);
		assertThat(page.evaluate("shifts")).isEqualTo(List.of());
	}

	@Test
	void timesAreThoseOfTheReadersPlaceAndTellUtcToo(Visitors visitors) {
		Visitor root = visitors.visitor((options) -> options.setTimezoneId("Asia/Tokyo"))
			.signIn("admin")
			.open("/audit");
		Locator time = root.page().locator("main time").first();
		String utc = time.getAttribute("datetime");
		String tokyo = DateTimeFormatter.ofPattern("HH:mm:ss")
			.withZone(ZoneId.of("Asia/Tokyo"))
			.format(Instant.parse(utc));
		assertThat(time).containsText(tokyo);
		assertThat(time).hasAttribute("title", utc.replace('T', ' ').replaceFirst("(\\.\\d+)?Z", " UTC"));
	}

	@Test
	void nothingMovesOnceAFleetIsReady(Visitors visitors) {
		Visitor ada = visitors.visitor((options) -> options.setReducedMotion(ReducedMotion.NO_PREFERENCE));
		ada.page().clock().install();
		ada.signIn("operator").launch("held-still", "production").seesStatus("Ready");
		Page page = ada.page();
		// A first job proves it, and its manager is heard of: after that there is no
		// news.
		assertThat(page.locator("#fleet-launch .steps li:not([data-tone=good])")).hasCount(0, patiently());
		assertThat(page.locator("#fleet-pulse .dot[data-tone=good]")).hasCount(1, patiently());
		this.time.hold();
		page.reload();
		ada.seesStatus("Ready");
		Inspection.settle(ada);
		page.evaluate(
				"""
						window.changes = [];
						// Times are told anew where they stand, and a machine that is busy may keep the stream silent.
						const told = ({ target, attributeName }) => attributeName === 'data-connection'
							|| (target.closest ? target : target.parentElement)?.closest('[data-elapsed], time, #connection');
						new MutationObserver((all) => changes.push(...all.filter((each) => !told(each)).map((each) => `${each.type} ${each.attributeName} ${each.target.nodeName} ${each.target.id}`)))
							.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
						""");
		page.clock().runFor(3_000);
		assertThat(page.evaluate("document.getAnimations().length")).isEqualTo(0);
		assertThat(page.evaluate("changes")).isEqualTo(List.of());
	}

	private static HasCountOptions patiently() {
		return new HasCountOptions().setTimeout(Visitor.LAUNCH_MILLIS);
	}

}
