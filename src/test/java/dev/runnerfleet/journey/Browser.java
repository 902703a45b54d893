package dev.runnerfleet.journey;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Gives tests a browser, one for the whole run, and holds what its pages complain of
 * against them. Where the machine has none the tests are skipped, or fail under
 * {@code -Dbrowser.required=true}.
 */
class Browser implements ExecutionCondition, ParameterResolver, AfterEachCallback {

	private static final Namespace NAMESPACE = Namespace.create(Browser.class);

	@Override
	public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
		if (Chromium.find(System.getenv()).isPresent()) {
			return ConditionEvaluationResult.enabled("There is a browser.");
		}
		if (Boolean.getBoolean("browser.required")) {
			throw new IllegalStateException(Chromium.HINT);
		}
		return ConditionEvaluationResult.disabled(Chromium.HINT);
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == Visitors.class;
	}

	@Override
	public Visitors resolveParameter(ParameterContext parameter, ExtensionContext context) {
		String port = SpringExtension.getApplicationContext(context)
			.getEnvironment()
			.getRequiredProperty("local.server.port");
		Running running = context.getRoot()
			.getStore(NAMESPACE)
			.computeIfAbsent(Running.class, (type) -> Running.start(), Running.class);
		Visitors visitors = new Visitors(running.browser(), "http://127.0.0.1:" + port);
		context.getStore(NAMESPACE).put(Visitors.class, visitors);
		return visitors;
	}

	@Override
	public void afterEach(ExtensionContext context) {
		Optional.ofNullable(context.getStore(NAMESPACE).get(Visitors.class, Visitors.class))
			.ifPresent((visitors) -> visitors.leave(context.getExecutionException().orElse(null),
					context.getRequiredTestMethod().getName()));
	}

	private record Running(Playwright playwright, com.microsoft.playwright.Browser browser) implements AutoCloseable {

		static Running start() {
			PlaywrightAssertions.setDefaultAssertionTimeout(Visitors.PATIENCE_MILLIS);
			Path executable = Chromium.find(System.getenv()).orElseThrow();
			Playwright playwright = Playwright
				.create(new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
			return new Running(playwright, playwright.chromium()
				.launch(new LaunchOptions().setExecutablePath(executable).setTimeout(Visitor.LAUNCH_MILLIS)));
		}

		@Override
		public void close() {
			this.browser.close();
			this.playwright.close();
		}

	}

}
