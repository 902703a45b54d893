package dev.runnerfleet.portal;

import java.nio.file.Path;
import java.util.Map;

import dev.runnerfleet.gitlab.connection.ProxyStandIn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A portal in a network that lets nobody out, and knows no names, but for a proxy. */
@Timeout(600)
class OutboundProxyTest {

	@Test
	void awsAndGitLabAreCalledThroughTheProxyThatTheEnvironmentNames(@TempDir Path data) throws Exception {
		try (ProxyStandIn proxy = ProxyStandIn.refusing();
				PortalProcess portal = PortalProcess.start(data,
						Map.of("HTTPS_PROXY", "http://127.0.0.1:" + proxy.port(), "NO_PROXY", ""))) {
			portal.awaitReady();
			assertThat(portal.admin().ask("/api/v1/network/vpcs").statusCode()).isEqualTo(503);
			assertThat(portal.admin().tell("/api/v1/runner-tokens/check", """
					{"gitlabUrl": "https://git.example", "token": "glrt-%s"}""".formatted("x".repeat(20))).body())
				.contains("answered 403 when asked for git.example");
			assertThat(proxy.asked()).contains("CONNECT ec2.eu-central-1.amazonaws.com:443 HTTP/1.1",
					"CONNECT git.example:443 HTTP/1.1");
		}
	}

}
