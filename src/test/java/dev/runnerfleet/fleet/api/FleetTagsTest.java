package dev.runnerfleet.fleet.api;

import java.io.UnsupportedEncodingException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import com.jayway.jsonpath.JsonPath;
import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.fleet.FleetRows;
import dev.runnerfleet.fleet.Requests;
import dev.runnerfleet.fleet.SandboxPortal;
import dev.runnerfleet.network.Network;
import dev.runnerfleet.stack.Looks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.Tag;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;

/** Tags that people give a fleet are on its stack, and stay there. */
@SandboxPortal
@Import(Looks.class)
@WithMockUser(username = "ada", roles = "OPERATOR")
class FleetTagsTest {

	private static final Map<String, String> GIVEN = Map.of("CostCenter", "4711", "Größe", "sehr groß");

	@Autowired
	MockMvcTester mvc;

	@Autowired
	Network network;

	@Autowired
	FleetRows rows;

	@Autowired
	Looks looks;

	@Autowired
	Aws aws;

	private final String name = "tags-" + UUID.randomUUID();

	private String fleet;

	@BeforeEach
	void aFleetThatIsReady() {
		this.rows.clear();
		Map<String, Object> launch = new HashMap<>(Requests.launch(this.network, this.name));
		launch.put("stackTags", GIVEN);
		this.fleet = path(this.mvc.post()
			.uri("/api/v1/fleets")
			.contentType(MediaType.APPLICATION_JSON)
			.content(Requests.json(launch))
			.exchange());
		this.looks.untilSettled();
	}

	@Test
	void theyComeWithTheLaunchAndStayWithAChangeOfSomethingElse() throws Exception {
		assertThat(tags()).containsAllEntriesOf(GIVEN).containsKey("runner-fleet-portal:fleet");
		assertThat(told()).isEqualTo(GIVEN);
		applied(Map.of("cacheExpiryDays", 14));
		assertThat(tags()).containsAllEntriesOf(GIVEN).containsKey("runner-fleet-portal:fleet");
		assertThat(told()).isEqualTo(GIVEN);
		assertThat(this.mvc.get().uri(page() + "/settings")).bodyText().contains("CostCenter", "sehr groß");
		assertThat(this.mvc.get().uri(page() + "/edit")).bodyText().contains("CostCenter=4711", "e=sehr gro");
	}

	@Test
	void othersReplaceThemAndNothingElse() throws Exception {
		String preview = applied(Map.of("stackTags", Map.of("team", "a b")));
		assertThat(this.mvc.get().uri(preview)).bodyJson()
			.extractingPath("$.changes[*].replacement")
			.asArray()
			.isNotEmpty()
			.containsOnly("NEVER");
		assertThat(tags()).containsEntry("team", "a b")
			.containsKeys("runner-fleet-portal:fleet", "runner-fleet-portal:launched-by")
			.hasSize(3);
		assertThat(told()).isEqualTo(Map.of("team", "a b"));
		applied(Map.of("stackTags", Map.of()));
		assertThat(tags()).hasSize(2);
		assertThat(told()).isEmpty();
	}

	@Test
	void whatAwsWouldRefuseIsNamed() {
		assertThat(patch(Map.of("stackTags", Map.of("aws:team", "a")))).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyJson()
			.extractingPath("$.errors[*].field")
			.asArray()
			.containsExactly("stackTags");
	}

	@Test
	void aLaunchLikeItBeginsWithThem() {
		assertThat(this.mvc.get().uri("/fleets/new?like=" + page().replace("/fleets/", ""))).bodyText()
			.contains("CostCenter=4711");
	}

	private String applied(Map<String, ?> change) {
		String preview = path(patch(change));
		this.looks.untilWorkedOut(UUID.fromString(preview.replaceFirst(".*/", "")));
		assertThat(this.mvc.post().uri(preview + "/apply")).hasStatus(HttpStatus.ACCEPTED);
		this.looks.untilSettled();
		return preview;
	}

	private MvcTestResult patch(Map<String, ?> change) {
		return this.mvc.patch()
			.uri(this.fleet)
			.contentType(MediaType.APPLICATION_JSON)
			.content(Requests.json(change))
			.exchange();
	}

	private Map<String, String> tags() {
		return this.aws.cloudFormation(Place.in(Requests.REGION))
			.describeStacks((request) -> request.stackName(this.name))
			.stacks()
			.get(0)
			.tags()
			.stream()
			.collect(Collectors.toMap(Tag::key, Tag::value));
	}

	private Map<String, String> told() throws UnsupportedEncodingException {
		return JsonPath.read(this.mvc.get().uri(this.fleet).exchange().getResponse().getContentAsString(),
				"$.stackTags");
	}

	private String page() {
		return this.fleet.replace("/api/v1", "");
	}

	private static String path(MvcTestResult answer) {
		return answer.getResponse().getHeader("Location").replaceFirst("https?://[^/]+", "");
	}

}
