package dev.runnerfleet.journey;

import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;

import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Clock.InstallOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import dev.runnerfleet.autopsy.ManagerLog;
import dev.runnerfleet.pulse.PlayedPast;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

import static org.hamcrest.Matchers.containsString;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * Takes the pictures of the README, when it is asked by name:
 * {@code ./mvnw test -Dtest=Screenshots -Dscreenshots=docs/images}.
 */
@Journey
@TestPropertySource(properties = { "spring.datasource.url=jdbc:h2:mem:screenshots;DB_CLOSE_DELAY=-1",
		"sandbox.speed=0.13", "portal.usual-launch=4m", "portal.tracking.recover-after=264h", "portal.pulse.watched=1s",
		"portal.pulse.unwatched=1s", "portal.pulse.groups=1s" })
@Import(Screenshots.PastClock.class)
@EnabledIfSystemProperty(named = "screenshots", matches = ".+")
class Screenshots {

	private static final Path FOLDER = Path.of(System.getProperty("screenshots", "target"));

	private static final String API = "/api/v1/fleets";

	private static final LocalTime WORKING = LocalTime.of(13, 40);

	/** How long ago the day's work was in full swing, on a day of work. */
	private static final Duration SINCE_WORK = sinceWork();

	@Autowired
	PastClock clock;

	@Autowired
	JdbcClient jdbc;

	@Autowired
	ManagerLog log;

	@Test
	void ofTheFormTheDashboardAndFleets(Visitors visitors) {
		Visitor ada = atWork(
				visitors.visitor((options) -> options.setViewportSize(1280, 800).setColorScheme(ColorScheme.LIGHT)));
		Visitor telephone = atWork(visitors.visitor((options) -> options.setViewportSize(390, 844)
			.setDeviceScaleFactor(1.25)
			.setColorScheme(ColorScheme.DARK)));
		APIRequestContext api = ada.page().request();
		PicturedFleet.all().forEach((fleet) -> launch(api, fleet));
		this.clock.behind = PicturedFleet.LATEST;
		new PlayedPast(this.jdbc, this.log, this.clock).hear("web-team");
		Awaitility.await()
			.atMost(Duration.ofMinutes(2))
			.until(() -> this.jdbc
				.sql("select count(*) from pulse where kind in ('UNKNOWN', 'SILENT') or group_desired is null")
				.query(Long.class)
				.single() == 0);
		photograph(find(ada, "web-team"), 1020, "fleet");
		photograph(find(telephone, "web-team"), 844, "fleet-living-narrow-dark");
		photograph(find(ada, "nightly-builds"), 900, "fleet-failed");
		fillIn(ada);
		photographForm(ada, 960, "launch");
		fillIn(telephone);
		photographForm(telephone, 844, "launch-narrow-dark");
		ada.button("Launch").click();
		assertThat(ada.heading("payments")).isVisible();
		telephone.open(ada.page().url());
		Awaitility.await()
			.pollInSameThread()
			.pollInterval(Duration.ofMillis(500))
			.atMost(Duration.ofMinutes(2))
			.until(() -> {
				this.clock.behind = this.clock.behind.minusSeconds(5);
				return telephone.page().locator("ol.launch > li[data-tone=good]").count() >= 3;
			});
		photograph(telephone, 844, "fleet-narrow-dark");
		photograph(ada.open("/"), 800, "dashboard");
	}

	/** Waits until AWS has begun: the next one is launched hours later. */
	private void launch(APIRequestContext api, PicturedFleet fleet) {
		this.clock.behind = fleet.ago();
		APIResponse answer = api.post(API, as(fleet.by()).setData(fleet.launch()));
		assertThat(answer).isOK();
		String address = answer.headers().get("location");
		assertThat(api.put(address + "/labels", as("admin").setData(Map.of("labels", fleet.labels())))).isOK();
		Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.until(() -> api.get(address, as("admin")).text(), containsString("CREATE_IN_PROGRESS"));
	}

	/** The browser's clock is the portal's. */
	private static Visitor atWork(Visitor visitor) {
		visitor.page()
			.clock()
			.install(new InstallOptions()
				.setTime(Instant.now().minus(SINCE_WORK).minus(PicturedFleet.LATEST).toEpochMilli()));
		visitor.page().reload();
		return visitor.signIn("admin");
	}

	private static Duration sinceWork() {
		ZonedDateTime now = Instant.now().atZone(ZoneOffset.UTC);
		ZonedDateTime then = now.with(WORKING);
		while (then.isAfter(now) || then.getDayOfWeek().getValue() > DayOfWeek.FRIDAY.getValue()) {
			then = then.minusDays(1);
		}
		return Duration.between(then, now);
	}

	private static RequestOptions as(String user) {
		return RequestOptions.create()
			.setHeader("Authorization", "Basic " + HttpHeaders.encodeBasicAuth(user, "sandbox", null));
	}

	/** Fills in the form for a fleet whose runner is still to be made. */
	private static void fillIn(Visitor visitor) {
		visitor.open("/fleets/new").place("production").field("Fleet name").fill("payments");
		visitor.page().getByLabel("Create a runner").check();
		visitor.field("Access token").fill("glpat-" + "x".repeat(20));
		visitor.field("Group or project").fill("demo");
		visitor.field("Tags").fill("docker, large");
		visitor.field("Tags").press("Tab");
		assertThat(visitor.page().getByText("The checks found nothing wrong")).isVisible();
		assertThat(visitor.page().locator(".htmx-request")).hasCount(0);
	}

	/** Shows an address as people have it outside the sandbox. */
	private static void photographForm(Visitor visitor, int height, String name) {
		Locator gitlab = visitor.field("GitLab URL");
		String address = gitlab.inputValue();
		gitlab.evaluate("field => field.value = 'https://gitlab.example.com/'");
		photograph(visitor, height, name);
		gitlab.evaluate("(field, address) => field.value = address", address);
	}

	private static Visitor find(Visitor visitor, String name) {
		visitor.open("/?q=" + name).link(name).click();
		assertThat(visitor.heading(name)).isVisible();
		assertThat(visitor.page().locator("#fleet-status[data-under-way]")).hasCount(0);
		return visitor;
	}

	private static void photograph(Visitor visitor, int height, String name) {
		visitor.page().setViewportSize(visitor.page().viewportSize().width, height);
		visitor.page().evaluate("document.activeElement.blur(), scrollTo(0, 0)");
		visitor.page().screenshot(new ScreenshotOptions().setPath(FOLDER.resolve(name + ".png")));
	}

	/** Ticks as usual, but in the past. */
	@Primary
	static class PastClock extends Clock {

		private volatile Duration behind = Duration.ofDays(10);

		@Override
		public Instant instant() {
			return Clock.systemUTC().instant().minus(SINCE_WORK).minus(this.behind);
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
