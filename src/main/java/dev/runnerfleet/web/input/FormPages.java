package dev.runnerfleet.web.input;

import java.util.Objects;

import dev.runnerfleet.web.KeptFormParameter;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.server.PathContainer;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Knows which forms have a page that shows them once more with what was typed. */
class FormPages {

	private final ObjectProvider<RequestMappingHandlerMapping> mappings;

	FormPages(ObjectProvider<RequestMappingHandlerMapping> mappings) {
		this.mappings = mappings;
	}

	boolean show(HttpServletRequest request) {
		PathContainer path = PathContainer
			.parsePath(request.getRequestURI().substring(request.getContextPath().length()));
		return this.mappings.stream()
			.flatMap((mapping) -> mapping.getHandlerMethods().keySet().stream())
			.filter(FormPages::showsKept)
			.map(RequestMappingInfo::getPathPatternsCondition)
			.filter(Objects::nonNull)
			.flatMap((paths) -> paths.getPatterns().stream())
			.anyMatch((pattern) -> pattern.matches(path));
	}

	private static boolean showsKept(RequestMappingInfo info) {
		return info.getParamsCondition()
			.getExpressions()
			.stream()
			.anyMatch((parameter) -> parameter.getName().equals(KeptFormParameter.PARAMETER) && !parameter.isNegated());
	}

}
