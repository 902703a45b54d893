package dev.runnerfleet.fleet.launch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import dev.runnerfleet.fleet.Requests;
import dev.runnerfleet.gitlab.runner.RunnerTokens;
import dev.runnerfleet.network.Network;

import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

/** Fills in and sends launch forms, right but for what a test changes. */
public class LaunchDesk {

	private final MockMvcTester mvc;

	private final Network network;

	private final RunnerTokens tokens;

	LaunchDesk(MockMvcTester mvc, Network network, RunnerTokens tokens) {
		this.mvc = mvc;
		this.network = network;
		this.tokens = tokens;
	}

	/** Everything but a token, for the sandbox's GitLab. */
	public Map<String, String> form() {
		String unique = UUID.randomUUID().toString();
		Map<String, String> form = new LinkedHashMap<>();
		form.put("key", unique);
		form.put("name", "fleet-" + unique);
		form.put("region", Requests.REGION);
		form.put("blueprint", "docker-autoscaler");
		form.put("subnetIds", Requests.subnet(this.network));
		form.put("parameters[VpcId]", Requests.vpc(this.network));
		form.put("parameters[GitlabUrl]", this.tokens.suggestedUrl());
		return form;
	}

	/** A form that trades a registration token. */
	Map<String, String> trading(String registrationToken) {
		Map<String, String> form = form();
		form.put("source.way", "TRADE");
		form.put("source.registrationToken", registrationToken);
		return form;
	}

	/** A form that creates a runner for the group demo. */
	Map<String, String> creating(String accessToken) {
		Map<String, String> form = form();
		form.put("source.way", "CREATE");
		form.put("source.accessToken", accessToken);
		form.put("source.scope", "GROUP");
		form.put("source.target", "demo");
		return form;
	}

	public MvcTestResult send(Map<String, String> form) {
		return send(form, "/fleets/new");
	}

	/** The same to another page with such a form. */
	public MvcTestResult send(Map<String, String> form, String page) {
		var request = this.mvc.post().uri(page).with(csrf()).accept(MediaType.TEXT_HTML);
		form.forEach(request::param);
		return request.exchange();
	}

}
