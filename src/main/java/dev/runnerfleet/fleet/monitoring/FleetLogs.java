package dev.runnerfleet.fleet.monitoring;

import java.util.Map;
import java.util.UUID;

import dev.runnerfleet.logs.LogSubject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.web.servlet.AsyncHandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Has the log's lines about a request for a fleet say which fleet it is. */
@Component
class FleetLogs implements WebMvcConfigurer, AsyncHandlerInterceptor {

	private static final String SUBJECT = FleetLogs.class.getName();

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this).addPathPatterns("/fleets/{id}/**", "/api/v1/fleets/{id}/**");
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		UUID fleet = fleet(request);
		if (fleet != null) {
			request.setAttribute(SUBJECT, LogSubject.fleet(fleet));
		}
		return true;
	}

	@Override
	public void afterCompletion(HttpServletRequest request, HttpServletResponse response, Object handler,
			@Nullable Exception ex) {
		close(request);
	}

	/** The answer goes on in other threads. */
	@Override
	public void afterConcurrentHandlingStarted(HttpServletRequest request, HttpServletResponse response,
			Object handler) {
		close(request);
	}

	private static void close(HttpServletRequest request) {
		if (request.getAttribute(SUBJECT) instanceof LogSubject subject) {
			request.removeAttribute(SUBJECT);
			subject.close();
		}
	}

	private static @Nullable UUID fleet(HttpServletRequest request) {
		try {
			return (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
					&& variables.get("id") instanceof String id) ? UUID.fromString(id) : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
