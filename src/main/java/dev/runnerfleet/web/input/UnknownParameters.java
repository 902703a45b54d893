package dev.runnerfleet.web.input;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.runnerfleet.web.RefusedValue;
import dev.runnerfleet.web.RefusedValues;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses parameters that an operation of the API does not know: one that is misspelt
 * would go unnoticed, and a list that was to be narrowed would come whole.
 */
class UnknownParameters implements HandlerInterceptor {

	private final ParameterNameDiscoverer names = new DefaultParameterNameDiscoverer();

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		if (handler instanceof HandlerMethod method) {
			Set<String> sent = new TreeSet<>(request.getParameterMap().keySet());
			if (!sent.isEmpty()) {
				refuse(sent, known(method));
			}
		}
		return true;
	}

	private static void refuse(Collection<String> sent, Set<String> known) {
		String message = "There is no such parameter. "
				+ (known.isEmpty() ? "Leave it out." : "Send one of " + String.join(", ", known) + ".");
		List<RefusedValue> unknown = sent.stream()
			.filter((name) -> !known.contains(name))
			.map((name) -> new RefusedValue(RefusedValue.name(name), message))
			.toList();
		if (!unknown.isEmpty()) {
			throw new RefusedValues(HttpStatus.BAD_REQUEST, unknown);
		}
	}

	private Set<String> known(HandlerMethod method) {
		Set<String> known = new TreeSet<>();
		for (MethodParameter parameter : method.getMethodParameters()) {
			names(parameter).forEach(known::add);
		}
		return known;
	}

	/** Single values, and those of a record that gathers several. */
	private Stream<String> names(MethodParameter parameter) {
		RequestParam single = parameter.getParameterAnnotation(RequestParam.class);
		if (single != null) {
			return Stream.of(single.name().isEmpty() ? own(parameter) : single.name());
		}
		boolean gathers = parameter.getParameterType().isRecord()
				&& !parameter.hasParameterAnnotation(RequestBody.class);
		return gathers ? Arrays.stream(parameter.getParameterType().getRecordComponents()).map(RecordComponent::getName)
				: Stream.empty();
	}

	private String own(MethodParameter parameter) {
		parameter.initParameterNameDiscovery(this.names);
		@Nullable String name = parameter.getParameterName();
		return (name != null) ? name : "";
	}

}
