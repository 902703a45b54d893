package dev.runnerfleet.web.proxy;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class PlainHttpTest {

	@ParameterizedTest
	@CsvSource({ "'', true", "server.address=0.0.0.0, true", "server.address=10.1.2.3, true",
			"server.address=127.0.0.1, false", "server.address=::1, false", "server.address=localhost, false",
			"server.ssl.bundle=web, false", "server.ssl.bundle=web;server.ssl.enabled=false, true",
			"server.ssl.certificate=file:cert.pem, false" })
	void whatOthersReachWithoutTlsIsOpen(String settings, boolean open) {
		assertThat(new PlainHttp(environment(settings), TrustedProxies.NONE).isOpen()).isEqualTo(open);
	}

	@Test
	void aTrustedProxyInFrontSpeaksForIt(CapturedOutput output) {
		new PlainHttp(environment(""), TrustedProxies.of(List.of("10.1.2.3"))).warn();
		assertThat(output).isEmpty();
		new PlainHttp(environment(""), TrustedProxies.NONE).warn();
		assertThat(output).contains("WARN", "every address of this machine by plain HTTP", "portal.proxies",
				"server.address=127.0.0.1");
	}

	private static MockEnvironment environment(String settings) {
		MockEnvironment environment = new MockEnvironment();
		Arrays.stream(settings.split(";"))
			.filter((setting) -> !setting.isEmpty())
			.forEach((setting) -> environment.setProperty(setting.replaceFirst("=.*", ""),
					setting.replaceFirst(".*?=", "")));
		return environment;
	}

}
