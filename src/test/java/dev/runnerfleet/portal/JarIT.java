package dev.runnerfleet.portal;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is packaged into one jar works as it does from the class path. */
@Timeout(900)
class JarIT {

	private static final Pattern ASSET = Pattern.compile("(?:href|src)=\"(/(?:css|js|webjars|favicon)[^\"]*)\"");

	@TempDir
	Path data;

	/** The Java that builds and, where one is named, a newer one with virtual threads. */
	static List<Path> javas() {
		List<Path> javas = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
		String newer = System.getProperty("java.newer", "");
		if (!newer.isEmpty()) {
			assertThat(Path.of(newer).resolve("bin").resolve("java")).exists();
			javas.add(Path.of(newer));
		}
		return javas;
	}

	@ParameterizedTest
	@MethodSource("javas")
	void launchesAFleetAndWatchesItFinish(Path java) throws Exception {
		try (StandInAws aws = new StandInAws();
				PortalProcess portal = PortalProcess.startJar(java, this.data, aws.url(),
						"--portal.tracking.unwatched=20ms")) {
			portal.awaitReady();
			Visitor admin = portal.admin();
			HttpResponse<String> answer = admin.tell("/api/v1/fleets",
					"""
							{"name": "from-the-jar", "gitlabUrl": "https://gitlab.invalid/", "anyway": true, "runnerToken": "%s", "vpcId": "vpc-1",
							 "subnetIds": ["subnet-1"]}"""
						.formatted("glrt-" + "x".repeat(20)));
			assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
			String fleet = URI.create(answer.headers().firstValue("Location").orElseThrow()).getPath();
			await().atMost(Duration.ofSeconds(120))
				.until(() -> admin.ask(fleet).body(), (body) -> body.contains("\"CREATE_COMPLETE\""));
			assertThat(portal.log()).doesNotContain(" WARN ", " ERROR ");
		}
	}

	@ParameterizedTest
	@MethodSource("javas")
	void bringsThePagesAndWhatTheyLinkTo(Path java) throws Exception {
		try (PortalProcess portal = PortalProcess.startJar(java, this.data, "http://127.0.0.1:1",
				"--spring.profiles.active=sandbox")) {
			portal.awaitReady();
			Visitor visitor = portal.admin();
			String page = visitor.get("/login").body();
			assertThat(page).contains("sandbox");
			List<String> assets = ASSET.matcher(page).results().map((MatchResult asset) -> asset.group(1)).toList();
			assertThat(assets).hasSizeGreaterThan(3);
			for (String asset : assets) {
				assertThat(visitor.get(asset).statusCode()).as(asset).isEqualTo(200);
			}
		}
	}

	@Test
	void listsForScannersEveryLibraryThatItHolds() throws Exception {
		try (ZipFile jar = new ZipFile("target/runner-fleet-portal.jar");
				InputStream sbom = jar.getInputStream(jar.getEntry("META-INF/sbom/application.cdx.json"))) {
			List<String> listed = components(JsonMapper.shared().readTree(sbom))
				.map((library) -> library.get("name").asString() + "-" + library.get("version").asString() + ".jar")
				.toList();
			List<String> held = Collections.list(jar.entries())
				.stream()
				.map((entry) -> entry.getName().replaceFirst("^BOOT-INF/lib/", ""))
				.filter((name) -> name.endsWith(".jar") && !name.startsWith("spring-boot-jarmode-tools"))
				.toList();
			assertThat(held).hasSizeGreaterThan(50);
			assertThat(listed).containsAll(held);
			assertThat(listed.stream().filter((name) -> !name.startsWith("spring-boot-starter")))
				.hasSameElementsAs(held);
		}
	}

	private static Stream<JsonNode> components(JsonNode sbom) {
		return sbom.get("components").valueStream();
	}

}
