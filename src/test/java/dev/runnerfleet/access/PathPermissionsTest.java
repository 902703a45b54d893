package dev.runnerfleet.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import dev.runnerfleet.fleet.SandboxPortal;
import dev.runnerfleet.web.Role;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Walks all that the portal answers to. Whoever adds a page says in its module who may
 * reach it, and once more in the table here, where a page that became open to more people
 * is seen.
 */
@SandboxPortal
class PathPermissionsTest {

	private static final List<RequestMethod> ALL = List.of(RequestMethod.GET, RequestMethod.HEAD, RequestMethod.POST,
			RequestMethod.PUT, RequestMethod.PATCH, RequestMethod.DELETE);

	@Autowired
	private PathAuthorization paths;

	@Autowired
	private RequestMappingHandlerMapping requestMappingHandlerMapping;

	@Test
	void everyPathHasAPermissionThatItsModuleDeclares() {
		assertThat(requests()).hasSizeGreaterThan(80);
		assertThat(requests().filter((request) -> this.paths.declared(request).isEmpty()).map(this::line)).isEmpty();
	}

	@Test
	void nobodyReachesMoreThanTheTableSays() throws IOException {
		String table = new ClassPathResource("permissions.txt").getContentAsString(StandardCharsets.UTF_8);
		assertThat(requests().map(this::line).distinct()).containsExactlyInAnyOrderElementsOf(table.lines().toList());
	}

	private String line(MockHttpServletRequest request) {
		Role role = this.paths.role(request);
		return "%s %s %s".formatted(request.getMethod(), request.getRequestURI(),
				Objects.requireNonNullElse(role, "everybody"));
	}

	/**
	 * The sandbox's GitLab has a guard of its own, which asks for tokens as GitLab does.
	 */
	private Stream<MockHttpServletRequest> requests() {
		return this.requestMappingHandlerMapping.getHandlerMethods()
			.entrySet()
			.stream()
			.filter((mapping) -> !isOfTests(mapping.getValue().getBeanType()))
			.flatMap((mapping) -> requests(mapping.getKey()))
			.filter((request) -> !request.getRequestURI().startsWith("/sandbox/gitlab/"));
	}

	private static boolean isOfTests(Class<?> controller) {
		return controller.getProtectionDomain().getCodeSource().getLocation().getPath().endsWith("/test-classes/");
	}

	private static Stream<MockHttpServletRequest> requests(RequestMappingInfo info) {
		Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
		return info.getPatternValues()
			.stream()
			.map((pattern) -> pattern.isEmpty() ? "/" : pattern.replaceAll("[{}]", ""))
			.flatMap((path) -> (methods.isEmpty() ? ALL : methods).stream()
				.map((method) -> new MockHttpServletRequest(method.name(), path)));
	}

}
