package dev.runnerfleet.web.styles;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.resource.PathResourceResolver;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;
import org.springframework.web.servlet.resource.ResourceUrlProvider;
import org.springframework.web.servlet.resource.VersionResourceResolver;

import static org.assertj.core.api.Assertions.assertThat;

class ImportedLayersTest {

	@Test
	void aSheetHoldsTheLayersThatItImportsInTheirOrder(@TempDir Path folder) throws Exception {
		Files.writeString(folder.resolve("low.css"), "a { color: red; }\n");
		Files.writeString(folder.resolve("high.css"), "a { content: \"$1\"; }\n");
		Files.writeString(folder.resolve("app.css"), """
				@import url("low.css") layer(low);
				@import url("high.css") layer(high);
				""");
		assertThat(served(new FileSystemResource(folder + "/"), "app.css")).isEqualTo("""
				@layer low {
				a { color: red; }
				}
				@layer high {
				a { content: "$1"; }
				}
				""");
	}

	@Test
	void aSheetHasAnotherNameWhenOneOfItsLayersChanges(@TempDir Path folder) throws Exception {
		Files.writeString(folder.resolve("low.css"), "a { color: red; }\n");
		Files.writeString(folder.resolve("app.css"), "@import url(\"low.css\") layer(low);\n");
		Resource location = new FileSystemResource(folder + "/");
		String name = name(location);
		assertThat(name(location)).matches("/css/app-[0-9a-f]{32}\\.css").isEqualTo(name);
		Files.writeString(folder.resolve("low.css"), "a { color: blue; }\n");
		assertThat(name(location)).isNotEqualTo(name);
	}

	@Test
	void thePortalsSheetBringsPicoAndEveryFileOfLayersAlong() throws Exception {
		Resource location = new ClassPathResource("static/css/");
		String sheet = served(location, "app.css");
		assertThat(sheet).contains("@layer pico {").contains("Pico CSS").doesNotContain("@import");
		try (var layers = Files.list(location.getFile().toPath().resolve("layers"))) {
			assertThat(layers).isNotEmpty().allSatisfy((layer) -> assertThat(sheet).contains(Files.readString(layer)));
		}
	}

	private static String served(Resource location, String path) throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/css/" + path);
		request.setAttribute(HandlerMapping.PATH_WITHIN_HANDLER_MAPPING_ATTRIBUTE, path);
		MockHttpServletResponse response = new MockHttpServletResponse();
		handler(location).handleRequest(request, response);
		assertThat(response.getStatus()).isEqualTo(200);
		return response.getContentAsString(StandardCharsets.UTF_8);
	}

	private static String name(Resource location) throws Exception {
		ResourceUrlProvider names = new ResourceUrlProvider();
		names.setHandlerMap(Map.of("/css/**", handler(location)));
		return Objects.requireNonNull(names.getForLookupPath("/css/app.css"));
	}

	private static ResourceHttpRequestHandler handler(Resource location) throws Exception {
		ResourceHttpRequestHandler handler = new ResourceHttpRequestHandler();
		handler.setServletContext(new MockServletContext());
		handler.setLocations(List.of(location));
		handler.setResourceResolvers(List.of(new VersionResourceResolver().addContentVersionStrategy("/**"),
				new WholeFiles(new ImportedLayers()), new PathResourceResolver()));
		handler.afterPropertiesSet();
		return handler;
	}

}
