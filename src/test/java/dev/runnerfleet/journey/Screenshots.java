package dev.runnerfleet.journey;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.TestPropertySource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * Takes the pictures of the README, when it is asked by name:
 * {@code ./mvnw test -Dtest=Screenshots -Dscreenshots=docs/images}.
 */
@Journey
@TestPropertySource(properties = { "spring.datasource.url=jdbc:h2:mem:screenshots;DB_CLOSE_DELAY=-1", "sandbox.speed=3",
		"portal.tracking.recover-after=264h" })
@Import(Screenshots.PastClock.class)
@EnabledIfSystemProperty(named = "screenshots", matches = ".+")
class Screenshots {

	private static final Path FOLDER = Path.of(System.getProperty("screenshots", "target"));

	@Autowired
	PastClock clock;

	@Test
	void ofTheDashboardAndOfFleets(Visitors visitors) {
		Visitor ada = visitors
			.visitor((options) -> options.setViewportSize(1280, 720)
				.setDeviceScaleFactor(1.25)
				.setColorScheme(ColorScheme.LIGHT))
			.signIn("admin");
		launch(ada, "web-team", "production", "Ready", Duration.ofDays(9));
		launch(ada, "mobile-ci", "isolated", "Launch failed, rolled back", Duration.ofDays(6));
		launch(ada, "data-science", "production", "Ready", Duration.ofDays(2));
		launch(ada, "nightly-builds", "crowded", "Launch failed, rolled back", Duration.ofHours(7));
		launch(ada, "platform", "production", "Ready", Duration.ofMinutes(48));
		this.clock.behind = Duration.ZERO;
		Visitor telephone = visitors
			.visitor((options) -> options.setViewportSize(390, 844)
				.setDeviceScaleFactor(1.5)
				.setColorScheme(ColorScheme.DARK))
			.signIn("admin");
		ada.launch("payments", "production");
		telephone.open(ada.page().url());
		assertThat(ada.page().locator("#fleet-launch").getByText(Pattern.compile("^\\s*[5-9] of")).first()).isVisible();
		photograph(telephone, "fleet-narrow-dark");
		ada.open("/");
		photograph(ada, "dashboard");
		ada.link("payments").click();
		ada.seesStatus("Ready");
		ada.page().setViewportSize(1280, 1000);
		photograph(ada, "fleet");
	}

	private void launch(Visitor visitor, String name, String vpc, String end, Duration ago) {
		this.clock.behind = ago;
		visitor.launch(name, vpc).seesStatus(end);
	}

	private static void photograph(Visitor visitor, String name) {
		visitor.page().screenshot(new ScreenshotOptions().setPath(FOLDER.resolve(name + ".png")));
	}

	/** Ticks as usual, but in the past. */
	@Primary
	static class PastClock extends Clock {

		private volatile Duration behind = Duration.ofDays(10);

		@Override
		public Instant instant() {
			return Clock.systemUTC().instant().minus(this.behind);
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	}

}
