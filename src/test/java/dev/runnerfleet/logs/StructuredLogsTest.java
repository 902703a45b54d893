package dev.runnerfleet.logs;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Consumer;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/** The log in each of the formats that machines read, with the portal's own settings. */
class StructuredLogsTest {

	private static final String TOKEN = "glrt-" + "x".repeat(20);

	private static final UUID FLEET = UUID.fromString("00000000-0000-0000-0000-00000000000f");

	private static final UUID OPERATION = UUID.fromString("00000000-0000-0000-0000-000000000001");

	private final LoggerContext logs = new LoggerContext();

	private final Logger logger = this.logs.getLogger("structured");

	@ParameterizedTest
	@ValueSource(strings = { "ecs", "logstash", "gelf" })
	void noTokenAndNoBreakGetsIntoALine(String format) throws Exception {
		for (String trick : new String[] { "\n", "\r", "\u2028", "\u001b[2K", "\u202e" }) {
			String outside = "a" + trick + "FORGED " + TOKEN + " ";
			IllegalStateException failure = new IllegalStateException(outside, new IllegalArgumentException(outside));
			MDC.put("outside", outside);
			String line = line(format, outside, failure,
					(event) -> event.addKeyValuePair(new KeyValuePair("key", outside)));
			MDC.clear();
			assertThat(line.strip().lines()).hasSize(1);
			assertThat(line).contains("FORGED").doesNotContain(TOKEN).doesNotContain(trick + "FORGED");
			strings(JsonMapper.shared().readTree(line),
					(text) -> assertThat(text).doesNotContain(TOKEN, trick + "FORGED"));
			assertThat(line).contains("at dev.runnerfleet.logs.StructuredLogsTest");
		}
	}

	@ParameterizedTest
	@CsvSource({ "ecs, /fleet/id, /operation/id", "logstash, /fleet.id, /operation.id",
			"gelf, /_fleet.id, /_operation.id" })
	void aLineSaysWhichFleetAndOperationItIsAbout(String format, String fleet, String operation) throws Exception {
		JsonNode line;
		try (LogSubject subject = LogSubject.operation(FLEET, OPERATION)) {
			line = JsonMapper.shared().readTree(line(format, "blue is ready", null, (event) -> {
			}));
		}
		assertThat(line.at(fleet).asString()).isEqualTo(FLEET.toString());
		assertThat(line.at(operation).asString()).isEqualTo(OPERATION.toString());
	}

	@Test
	void whatWasSaidBeforeIsSaidAgain() {
		try (LogSubject request = LogSubject.fleet(FLEET)) {
			try (LogSubject step = LogSubject.operation(OPERATION, OPERATION)) {
				assertThat(MDC.get("fleet.id")).isEqualTo(OPERATION.toString());
			}
			assertThat(MDC.get("fleet.id")).isEqualTo(FLEET.toString());
			assertThat(MDC.get("operation.id")).isNull();
		}
		assertThat(MDC.get("fleet.id")).isNull();
	}

	private String line(String format, String message, @Nullable Throwable failure, Consumer<LoggingEvent> more)
			throws Exception {
		StandardEnvironment environment = new StandardEnvironment();
		new YamlPropertySourceLoader().load("application", new ClassPathResource("application.yml"))
			.forEach(environment.getPropertySources()::addLast);
		this.logs.putObject(Environment.class.getName(), environment);
		this.logs.setMDCAdapter(MDC.getMDCAdapter());
		StructuredLogEncoder encoder = new StructuredLogEncoder();
		encoder.setContext(this.logs);
		encoder.setFormat(format);
		encoder.start();
		LoggingEvent event = new LoggingEvent("", this.logger, Level.INFO, message, failure, null);
		more.accept(event);
		return new String(encoder.encode(event), StandardCharsets.UTF_8);
	}

	private static void strings(JsonNode node, Consumer<String> check) {
		if (node.isString()) {
			check.accept(node.asString());
		}
		node.values().forEach((value) -> strings(value, check));
	}

}
