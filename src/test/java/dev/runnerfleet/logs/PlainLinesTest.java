package dev.runnerfleet.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class PlainLinesTest {

	private final ByteArrayOutputStream written = new ByteArrayOutputStream();

	private final Logger logger = (Logger) LoggerFactory.getLogger("plain.lines");

	private final OutputStreamAppender<ch.qos.logback.classic.spi.ILoggingEvent> appender = new OutputStreamAppender<>();

	@BeforeEach
	void anAppenderThatWasThereBefore() {
		PatternLayoutEncoder pattern = new PatternLayoutEncoder();
		pattern.setContext(context());
		pattern.setPattern("LINE %m%n%ex");
		pattern.start();
		this.appender.setContext(context());
		this.appender.setEncoder(pattern);
		this.appender.setOutputStream(this.written);
		this.appender.start();
		this.logger.addAppender(this.appender);
		this.logger.setAdditive(false);
		this.logger.setLevel(Level.INFO);
		new PlainLines().onApplicationEvent(new ApplicationEnvironmentPreparedEvent(new DefaultBootstrapContext(),
				new SpringApplication(), new String[0], new MockEnvironment()));
	}

	@AfterEach
	void goAway() {
		this.logger.detachAppender(this.appender);
		this.logger.setAdditive(true);
		this.logger.setLevel(null);
	}

	private LoggerContext context() {
		return this.logger.getLoggerContext();
	}

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r", "\r\n", "\u0085", "\u2028", "\u2029", "\u000b", "\u001b[2K", "\b", "\u202e",
			"\u2066", "\u200f", "\ud800", "\u0000", "\ufeff" })
	void nothingFromOutsideBeginsALineOrHidesInOne(String trick) {
		this.logger.info("asked for {}", "a" + trick + "FORGED b", new IllegalStateException("c" + trick + "FORGED",
				new IllegalArgumentException("d" + trick + "FORGED")));
		assertThat(lines()).doesNotContain(trick.substring(0, 1).equals("\n") ? "\nFORGED" : trick)
			.contains("LINE asked for a\\")
			.contains("IllegalStateException: c\\")
			.contains("IllegalArgumentException: d\\")
			.contains("at dev.runnerfleet.logs.PlainLinesTest");
		assertThat(lines().lines()).noneMatch((line) -> line.startsWith("FORGED"));
	}

	@Test
	void wordsOfAllLanguagesStay() {
		this.logger.info("für 東京\tالعربية 🚀 C:\\temp");
		assertThat(lines()).isEqualTo("LINE für 東京\tالعربية 🚀 C:\\temp" + System.lineSeparator());
	}

	@Test
	void whyAStartFailedIsToldInItsOwnLines() {
		PlainMessage message = new PlainMessage();
		ch.qos.logback.classic.spi.LoggingEvent event = new ch.qos.logback.classic.spi.LoggingEvent("", this.logger,
				Level.ERROR, "\n***\n\u001b[2K", null, null);
		event.setLoggerName("org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter");
		assertThat(message.convert(event)).isEqualTo("\n***\n\\u001B[2K");
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.apache.hc", "org.apache.hc.client5.http.headers", "org.apache.hc.client5.http.wire" })
	void theHttpClientKeepsToItselfWhatItSendsAtAnyLevel(String name) {
		Logger client = (Logger) LoggerFactory.getLogger(name);
		Level before = client.getLevel();
		client.setLevel(Level.TRACE);
		client.addAppender(this.appender);
		client.debug("http-outgoing-0 >> POST /hooks/{} HTTP/1.1", "open-sesame");
		client.trace("open-sesame");
		client.warn("it hangs");
		client.detachAppender(this.appender);
		client.setLevel(before);
		assertThat(client.isDebugEnabled()).isFalse();
		assertThat(lines()).contains("it hangs").doesNotContain("open-sesame");
	}

	private String lines() {
		return this.written.toString(StandardCharsets.UTF_8);
	}

}
