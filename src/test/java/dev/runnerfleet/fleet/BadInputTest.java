package dev.runnerfleet.fleet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.network.Network;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

/** Puts nonsense into every field: it is refused in words, or harmless. */
@SandboxPortal
@WithMockUser(username = "ada", roles = "OPERATOR")
class BadInputTest {

	private static final List<String> NONSENSE = List.of("", " ", "x".repeat(5000), "a\u0000b", "a\nb\u001b[31m",
			"\ud83d\ude80", "<script>alert(1)</script>\"'", "${7*7}#{7*7}*{7*7}", "../../etc/passwd", "-1", "1e400",
			"null", "' or 1=1 --", "%00%s%n");

	@Autowired
	MockMvcTester mvc;

	@Autowired
	Network network;

	@Autowired
	FleetRows rows;

	@BeforeEach
	void noFleets() {
		this.rows.clear();
	}

	static Stream<String> apiFields() {
		return Stream.of("name", "region", "blueprint", "gitlabUrl", "runnerToken", "keyPair", "vpcId", "subnetIds",
				"cacheExpiryDays", "parameters", "onFailure", "terminationProtection", "unknown");
	}

	@ParameterizedTest
	@MethodSource("apiFields")
	void theApiRefusesItOrTakesIt(String field) {
		List<Object> values = new ArrayList<>(NONSENSE);
		values.addAll(List.of(0, -1, 1.5, true, "\ud800", List.of(), List.of(List.of()), Map.of(), Map.of("a", "b"),
				List.of("\ud800", "\u0000"), Map.of("\ud800", "\u0000"), Map.of("Environment", "A=\ud800"),
				List.of("x".repeat(5000)), Map.of("x".repeat(5000), "")));
		values.add(null);
		for (Object value : values) {
			Map<String, Object> body = Requests.launch(this.network, "api-fuzz");
			body.put(field, value);
			expectApi(Requests.json(body), field + " = " + value);
		}
	}

	@ParameterizedTest
	@MethodSource("parameters")
	void theApiChecksEveryParameter(String parameter) {
		for (String value : List.of("", "x".repeat(5000), "a\u0000b", "<script>alert(1)</script>", "\ud83d\ude80")) {
			Map<String, Object> body = Requests.launch(this.network, "api-fuzz");
			body.put("parameters", Map.of(parameter, value));
			expectApi(Requests.json(body), parameter + " = " + value);
		}
	}

	static Stream<String> parameters() {
		return new Blueprints().first().template().parameters().stream().map((parameter) -> parameter.name());
	}

	static Stream<String> formFields() {
		return Stream.concat(
				Stream.of("key", "name", "region", "source", "blueprint", "runnerToken", "subnetIds", "onFailure",
						"terminationProtection", "unknown", "parameters", "parameters[", "parameters[]",
						"parameters[a][b]", "parameters[nonsense]", "parameters.x", "subnetIds[0]", "subnetIds[99999]",
						"class.classLoader", "runnerToken.value"),
				Stream
					.of("GitlabUrl", "RunnerToken", "ManagerKeyPair", "VpcId", "SubnetIds", "CacheExpirationInDays",
							"Environment", "WorkingHours")
					.map((parameter) -> "parameters[" + parameter + "]"));
	}

	@ParameterizedTest
	@MethodSource("formFields")
	void theFormComesBackOrLaunches(String field) {
		for (String value : NONSENSE) {
			this.rows.clear();
			Map<String, String> form = form();
			form.put(field, value);
			MvcTestResult answer = send(form);
			String what = field + " = " + value;
			int status = answer.getResponse().getStatus();
			assertThat(status).as(what)
				.satisfiesAnyOf((code) -> assertThat(code).isEqualTo(302),
						(code) -> assertThat(code).isBetween(400, 499));
			if (status != 302) {
				assertThat(answer).as(what)
					.bodyText()
					.contains((status == 422) ? "role=\"alert\"" : "The request cannot be read")
					.doesNotContain("<script>alert", Requests.TOKEN, "dev.runnerfleet")
					.doesNotContainPattern("\\w+Exception\\b");
			}
		}
	}

	private void expectApi(String json, String what) {
		this.rows.clear();
		MvcTestResult answer = this.mvc.post()
			.uri("/api/v1/fleets")
			.contentType(MediaType.APPLICATION_JSON)
			.content(json)
			.exchange();
		int status = answer.getResponse().getStatus();
		assertThat(status).as(what).isIn(202, 400, 409, 422);
		if (status != 202) {
			assertThat(answer).as(what)
				.hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
				.bodyText()
				.contains("\"detail\"")
				.doesNotContain(Requests.TOKEN, "Exception", "dev.runnerfleet");
		}
	}

	private Map<String, String> form() {
		Map<String, String> form = new LinkedHashMap<>();
		form.put("name", "form-fuzz");
		form.put("region", Requests.REGION);
		form.put("blueprint", "docker-autoscaler");
		form.put("runnerToken", Requests.TOKEN);
		form.put("subnetIds", Requests.subnet(this.network));
		form.put("parameters[VpcId]", Requests.vpc(this.network));
		form.put("parameters[GitlabUrl]", "https://gitlab.example.com/");
		return form;
	}

	private MvcTestResult send(Map<String, String> form) {
		var request = this.mvc.post().uri("/fleets/new").with(csrf()).accept(MediaType.TEXT_HTML);
		form.forEach(request::param);
		return request.exchange();
	}

}
