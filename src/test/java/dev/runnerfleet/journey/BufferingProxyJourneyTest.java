package dev.runnerfleet.journey;

import java.io.IOException;

import dev.runnerfleet.portal.Nginx;
import dev.runnerfleet.sandbox.SandboxTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What stands in front of most portals: an nginx that holds answers back unless told not
 * to.
 */
@Journey
@ExtendWith(Nginx.Installed.class)
class BufferingProxyJourneyTest {

	@LocalServerPort
	int port;

	@Autowired
	SandboxTime time;

	@Test
	void aLaunchIsWatchedToItsEndWithoutAReload(Visitors visitors) throws IOException {
		this.time.hold();
		try (Nginx nginx = Nginx.start("location / { proxy_pass http://127.0.0.1:" + this.port + "; }")) {
			Visitor ada = visitors.visitor((options) -> options.setBaseURL(nginx.address()))
				.signIn("operator")
				.launch("behind-nginx", "production");
			ada.page().evaluate("window.neverReloaded = true");
			this.time.goOn();
			ada.seesStatus("Ready");
			assertThat(ada.page().locator("#connection")).isEmpty();
			assertThat(ada.page().evaluate("window.neverReloaded")).isEqualTo(true);
			ada.open("/");
			visitors.visitor().signIn("operator").launch("behind-the-dashboard", "production").seesStatus("Ready");
			assertThat(ada.page().getByText("There is something new.")).isVisible();
			ada.page().close();
		}
	}

}
