package dev.runnerfleet.access;

import com.github.kagkarlsson.scheduler.boot.autoconfigure.DbSchedulerAutoConfiguration;
import dev.runnerfleet.web.PathPermissions;
import dev.runnerfleet.web.Role;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The modules web and access by themselves, with pages that answer to every method. */
@EnableAutoConfiguration(exclude = DbSchedulerAutoConfiguration.class)
@ComponentScan(basePackageClasses = LoginController.class)
@ComponentScan({ "dev.runnerfleet.web", "dev.runnerfleet.audit", "dev.runnerfleet.database" })
@Import(Portal.Pages.class)
public class Portal {

	public static final String DATABASE = "spring.datasource.url=jdbc:h2:mem:${random.uuid};DB_CLOSE_DELAY=-1";

	@RestController
	@TestComponent
	static class Pages {

		@RequestMapping({ "/", "/fleets", "/fleets/new", "/tokens", "/api/v1/fleets", "/live", "/fleets/{id}/live",
				"/fleets/{id}/previews/{preview}/waiting" })
		String page() {
			return "here";
		}

		/** As the modules say of them whose pages these are. */
		@Bean
		static PathPermissions permissions() {
			return PathPermissions.of(Role.VIEWER, Role.OPERATOR, "/fleets/*/live")
				.then(PathPermissions.of(Role.OPERATOR, "/fleets/new/**", "/fleets/*/*/**", "/tokens/**"));
		}

		@RequestMapping("/api/v1/echo")
		Object echo(@RequestBody Object body) {
			return body;
		}

	}

}
