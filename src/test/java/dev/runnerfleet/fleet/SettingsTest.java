package dev.runnerfleet.fleet;

import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.runnerfleet.network.Network;
import dev.runnerfleet.stack.Looks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.util.HtmlUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

/**
 * The same values are taken or refused wherever they are entered, and reach the fleet as
 * the runner reads them.
 */
@SandboxPortal
@Import(Looks.class)
@WithMockUser(username = "ada", roles = "OPERATOR")
class SettingsTest {

	private static final JsonMapper JSON = new JsonMapper();

	@Autowired
	MockMvcTester mvc;

	@Autowired
	Network network;

	@Autowired
	FleetRows rows;

	@Autowired
	Fleets fleets;

	@Autowired
	Looks looks;

	private final Map<String, UUID> ready = new HashMap<>();

	private int launched;

	@BeforeEach
	void noFleets() {
		this.rows.clear();
	}

	@Test
	void inAScriptsLaunch() throws IOException {
		everyOne((setting) -> {
			MvcTestResult answer = launch(setting.blueprint(), setting.entered());
			return (answer.getResponse().getStatus() == 202) ? launchedWith(setting, id(answer))
					: named(setting, answer);
		});
	}

	@Test
	void inTheFormOfALaunch() throws IOException {
		everyOne((setting) -> {
			Map<String, String> form = new LinkedHashMap<>(
					Map.of("name", name(), "region", Requests.REGION, "blueprint", setting.blueprint(), "runnerToken",
							Requests.TOKEN, "subnetIds", Requests.subnet(this.network), "parameters[VpcId]",
							Requests.vpc(this.network), "parameters[GitlabUrl]", "https://gitlab.example.com/"));
			MvcTestResult answer = send("/fleets/new", form, setting);
			return (answer.getResponse().getStatus() == 302)
					? launchedWith(setting, last(answer.getResponse().getRedirectedUrl())) : shown(setting, answer);
		});
	}

	@Test
	void inAScriptsChange() throws IOException {
		everyOne((setting) -> {
			MvcTestResult answer = json(HttpMethod.PATCH, "/api/v1/fleets/" + ready(setting.blueprint()),
					Map.of("parameters", setting.entered(), "anyway", onlyTheVpcReaches(setting)));
			return (answer.getResponse().getStatus() == 202) ? changedTo(setting, body(answer))
					: named(setting, answer);
		});
	}

	@Test
	void inTheFormOfAChange() throws IOException {
		everyOne((setting) -> {
			String fleet = "/fleets/" + ready(setting.blueprint());
			MvcTestResult answer = send(fleet + "/edit", Map.of("subnetIds", Requests.subnet(this.network), "anyway",
					String.valueOf(onlyTheVpcReaches(setting))), setting);
			if (answer.getResponse().getStatus() != 302) {
				return shown(setting, answer);
			}
			UUID preview = last(answer.getResponse().getRedirectedUrl());
			return changedTo(setting,
					body(this.mvc.get().uri("/api/v1" + fleet + "/previews/{id}", preview).exchange()));
		});
	}

	/** None of the GitLabs here answers a change, which asks for it without a token. */
	private static boolean onlyTheVpcReaches(Setting setting) {
		return setting.entered().containsKey("GitlabUrl");
	}

	/** Tries each of them and tells all that go wrong at once. */
	private void everyOne(Function<Setting, Outcome> way) throws IOException {
		List<String> wrong = new ArrayList<>();
		List<Setting> all = Setting.all();
		for (Setting setting : all) {
			Outcome outcome = way.apply(setting);
			boolean right = setting.taken() ? outcome.taken() && outcome.words().equals(setting.expected())
					: !outcome.taken() && outcome.words().contains(setting.expected());
			if (!right) {
				wrong.add("%s on %s: %n   %s".formatted(setting, outcome.taken() ? "taken as" : "refused with",
						outcome.words()));
			}
		}
		assertThat(all).hasSizeGreaterThan(200);
		assertThat(wrong).isEmpty();
	}

	private Outcome launchedWith(Setting setting, UUID fleet) {
		return new Outcome(true, this.fleets.find(fleet).orElseThrow().parameters().get(setting.parameter()));
	}

	/** What is as it was is no change. */
	private Outcome changedTo(Setting setting, JsonNode preview) {
		return preview.get("parameters")
			.valueStream()
			.filter((change) -> change.get("name").asString().equals(setting.parameter()))
			.map((change) -> new Outcome(true, change.get("after").asString()))
			.findFirst()
			.orElseGet(() -> launchedWith(setting, ready(setting.blueprint())));
	}

	/** What a script is told of the value. */
	private static Outcome named(Setting setting, MvcTestResult answer) {
		assertThat(answer).as(setting::toString).hasStatus(422);
		return new Outcome(false,
				body(answer).get("errors")
					.valueStream()
					.filter((error) -> error.get("field").asString().equals(setting.apiField()))
					.map((error) -> error.get("message").asString())
					.collect(Collectors.joining(" ")));
	}

	/** What stands beside the field. */
	private static Outcome shown(Setting setting, MvcTestResult answer) {
		assertThat(answer).as(setting::toString).hasStatus(422);
		Matcher beside = Pattern.compile("id=\"parameters-" + setting.parameter() + "-error\"[^>]*>([^<]*)<")
			.matcher(text(answer));
		return new Outcome(false, beside.find() ? HtmlUtils.htmlUnescape(beside.group(1)) : "nothing beside the field");
	}

	/** A fleet that can be changed. */
	private UUID ready(String blueprint) {
		return this.ready.computeIfAbsent(blueprint, (key) -> {
			UUID fleet = id(launch(key, Map.of("GitlabUrl", "https://gitlab.example.com/")));
			this.looks.untilSettled();
			return fleet;
		});
	}

	private MvcTestResult launch(String blueprint, Map<String, String> entered) {
		Map<String, String> parameters = new LinkedHashMap<>(entered);
		Map<String, Object> body = Requests.launch(this.network, name());
		body.put("blueprint", blueprint);
		if (parameters.containsKey("GitlabUrl")) {
			body.put("gitlabUrl", parameters.remove("GitlabUrl"));
		}
		body.put("parameters", parameters);
		return json(HttpMethod.POST, "/api/v1/fleets", body);
	}

	private MvcTestResult json(HttpMethod method, String path, Object body) {
		return this.mvc.method(method)
			.uri(path)
			.contentType(MediaType.APPLICATION_JSON)
			.content(Requests.json(body))
			.exchange();
	}

	private MvcTestResult send(String path, Map<String, String> form, Setting setting) {
		Map<String, String> fields = new LinkedHashMap<>(form);
		setting.entered().forEach((parameter, value) -> fields.put("parameters[" + parameter + "]", value));
		var request = this.mvc.post().uri(path).with(csrf()).accept(MediaType.TEXT_HTML);
		fields.forEach(request::param);
		return request.exchange();
	}

	private String name() {
		return "setting-" + System.identityHashCode(this) + "-" + this.launched++;
	}

	private static UUID id(MvcTestResult answer) {
		return UUID.fromString(body(answer).get("id").asString());
	}

	private static JsonNode body(MvcTestResult answer) {
		return JSON.readTree(text(answer));
	}

	private static String text(MvcTestResult answer) {
		try {
			return answer.getResponse().getContentAsString(StandardCharsets.UTF_8);
		}
		catch (UnsupportedEncodingException ex) {
			throw new AssertionError(ex);
		}
	}

	private static UUID last(String address) {
		return UUID.fromString(address.replaceFirst(".*/", ""));
	}

	/**
	 * What became of a value.
	 *
	 * @param taken whether it was taken
	 * @param words what the fleet gets, or all that is said instead
	 */
	private record Outcome(boolean taken, String words) {

	}

}
