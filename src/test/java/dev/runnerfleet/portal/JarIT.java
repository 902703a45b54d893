package dev.runnerfleet.portal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is packaged into one jar works as it does from the class path. */
@Timeout(300)
class JarIT {

	private static final Pattern ASSET = Pattern.compile("(?:href|src)=\"(/(?:css|js|webjars|favicon)[^\"]*)\"");

	/**
	 * What several libraries bring under one name, and a running portal does not read.
	 */
	private static final Pattern UNREAD = Pattern.compile("(.*/)?(module-info\\.class|MANIFEST\\.MF)"
			+ "|META-INF/(INDEX\\.LIST|DEPENDENCIES|FastDoubleParser-LICENSE|web-fragment\\.xml|spring\\.tooling)"
			+ "|META-INF/(additional-)?spring-configuration-metadata\\.json|META-INF/spring-devtools\\.properties"
			+ "|META-INF/spring/(aot\\.factories|.*\\.(actuate|test)\\..*\\.imports)");

	@TempDir
	Path data;

	@Test
	void launchesAFleetAndWatchesItFinish() throws Exception {
		try (StandInAws aws = new StandInAws();
				PortalProcess portal = PortalProcess.startJar(this.data, aws.url(),
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
			await().atMost(Duration.ofSeconds(60))
				.until(() -> admin.ask(fleet).body(), (body) -> body.contains("\"CREATE_COMPLETE\""));
			assertThat(portal.log()).doesNotContain(" WARN ", " ERROR ");
		}
	}

	@Test
	void bringsThePagesAndWhatTheyLinkTo() throws Exception {
		try (PortalProcess portal = PortalProcess.startJar(this.data, "http://127.0.0.1:1",
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
	void losesNothingOfTheFilesThatSeveralLibrariesBring() throws Exception {
		Map<String, Set<String>> brought = new TreeMap<>();
		try (ZipFile layers = new ZipFile("target/runner-fleet-portal-layers.jar");
				ZipFile jar = new ZipFile("target/runner-fleet-portal.jar")) {
			for (ZipEntry library : Collections.list(layers.entries())) {
				if (library.getName().endsWith(".jar") && !library.getName().contains("jarmode")) {
					read(layers.getInputStream(library), brought);
				}
			}
			brought.values().removeIf((contents) -> contents.size() == 1);
			brought.keySet().removeIf((name) -> UNREAD.matcher(name).matches());
			assertThat(brought).containsKeys("META-INF/spring.factories", "META-INF/services/java.sql.Driver");
			for (Map.Entry<String, Set<String>> file : brought.entrySet()) {
				String merged = text(jar.getInputStream(jar.getEntry(file.getKey())));
				assertThat(words(merged)).as(file.getKey()).containsAll(words(String.join("\n", file.getValue())));
			}
		}
	}

	private static void read(InputStream library, Map<String, Set<String>> brought) throws IOException {
		try (ZipInputStream files = new ZipInputStream(library)) {
			for (ZipEntry file = files.getNextEntry(); file != null; file = files.getNextEntry()) {
				if (!file.isDirectory()) {
					brought.computeIfAbsent(file.getName(), (name) -> new TreeSet<>()).add(text(files));
				}
			}
		}
	}

	private static String text(InputStream file) throws IOException {
		return new String(file.readAllBytes(), StandardCharsets.ISO_8859_1);
	}

	private static Set<String> words(String text) {
		return text.lines()
			.filter((line) -> !line.startsWith("#"))
			.flatMap((line) -> Arrays.stream(line.split("[\\s,=\\\\]+")))
			.filter((word) -> !word.isEmpty())
			.collect(Collectors.toSet());
	}

}
