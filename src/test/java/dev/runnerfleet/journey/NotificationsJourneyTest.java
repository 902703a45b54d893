package dev.runnerfleet.journey;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.runnerfleet.notification.Sink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** How an administrator lets a chat hear of fleets, and sees what comes of it. */
@Journey
@TestPropertySource(properties = { "spring.datasource.url=jdbc:h2:mem:alerts;DB_CLOSE_DELAY=-1",
		"portal.gitlab.allow-http=true", "portal.gitlab.allowed-networks=127.0.0.0/8", "portal.gitlab.read-timeout=3s",
		"portal.gitlab.deadline=6s", "spring.mail.host=127.0.0.1", "spring.mail.port=9" })
class NotificationsJourneyTest {

	private static final Sink SINK = new Sink();

	@DynamicPropertySource
	static void port(DynamicPropertyRegistry properties) {
		properties.add("portal.gitlab.allowed-ports", () -> "443," + SINK.port());
	}

	@AfterEach
	void works() {
		SINK.works();
	}

	@Test
	void aWebhookIsAddedTestedAndSeenToArrive(Visitors visitors) {
		Visitor ada = visitors.visitor().signIn("admin").open("/settings/notifications");
		ada.button("Add a webhook").click();
		ada.field("Name").fill("sink");
		ada.field("Address").fill("http://localhost:22/x");
		ada.button("Add it").click();
		assertThat(ada.page().getByText("The portal does not connect to this port").first()).isVisible();
		Inspection.passes(ada, "a webhook that is refused");
		ada.field("Address").fill(SINK.address());
		ada.button("Add it").click();
		assertThat(ada.heading("The signing secret")).isVisible();
		assertThat(ada.page().locator("main")).not().containsText("secret-part");
		Inspection.passes(ada, "a new webhook");
		ada.open("/settings/notifications");
		press(ada, "Send a test to sink");
		assertThat(ada.page().getByText("sink has taken the test.")).isVisible();
		assertThat(latest(ada)).containsText("Delivered");
		assertThat(latest(ada)).containsText("Answered 200.");
		assertThat(SINK.received).last()
			.extracting((each) -> each.json().path("event").stringValue())
			.isEqualTo("test");
		Inspection.passes(ada, "the deliveries");
		eachWayToFailIsInWords(ada);
	}

	private void eachWayToFailIsInWords(Visitor ada) {
		SINK.answers(500, "X-Nothing: here");
		fails(ada, "Answered 500: something is wrong there.");
		SINK.answers(302, "Location: http://169.254.169.254/latest/meta-data/");
		fails(ada, "Answered 302, which leads elsewhere.");
		SINK.answers(429, "Retry-After: 60");
		fails(ada, "Answered 429: it gets too many messages at the moment.");
		SINK.breaksOff();
		fails(ada, "ended the connection before its answer was complete.");
		SINK.hangs();
		fails(ada, "gave no complete answer within");
		SINK.drips();
		fails(ada, "gave no complete answer within");
		Inspection.passes(ada, "deliveries that failed");
		SINK.talksAtLength();
		press(ada, "Send again to sink: Test from the Runner Fleet Portal");
		assertThat(ada.page().getByText("sink has taken it.")).isVisible();
		assertThat(latest(ada)).containsText("Tried 2 times.");
		assertThat(SINK.received.stream().map(Sink.Received::id).distinct().count())
			.isEqualTo(SINK.received.size() - 1L);
	}

	private static void fails(Visitor ada, String words) {
		press(ada, "Send a test to sink");
		assertThat(ada.page().getByRole(AriaRole.ALERT)).containsText("The test did not get through to sink.");
		assertThat(ada.page().getByRole(AriaRole.ALERT)).containsText(words);
		assertThat(latest(ada)).containsText("Not delivered");
		assertThat(latest(ada)).containsText(words);
	}

	private static void press(Visitor ada, String name) {
		ada.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true)).first().click();
	}

	private static Locator latest(Visitor ada) {
		return ada.page()
			.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Last deliveries"))
			.locator("tbody tr")
			.first();
	}

}
