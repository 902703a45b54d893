package dev.runnerfleet.fleet.api;

import java.util.List;

import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.fleet.form.LaunchReviewer.Review;
import dev.runnerfleet.fleet.launch.FleetLauncher;
import dev.runnerfleet.network.Network;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Checks for scripts: whether a launch would be stopped, and what else there is to know.
 */
@RestController
@Tag(name = "Fleets")
class CheckApi {

	private final FleetLauncher launcher;

	private final Blueprints blueprints;

	private final Network network;

	CheckApi(FleetLauncher launcher, Blueprints blueprints, Network network) {
		this.launcher = launcher;
		this.blueprints = blueprints;
		this.network = network;
	}

	@PostMapping(path = "/api/v1/fleets/check", consumes = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "checkLaunch", summary = "Check a launch without launching",
			description = "All that the portal checks before a launch, with the body of one. Nothing is launched.")
	@ApiResponse(responseCode = "200", description = "What was found, the gravest first")
	@ApiResponse(responseCode = "422", description = "Some values cannot be used; errors names them")
	CheckBody check(@RequestBody LaunchRequest request, @Parameter(hidden = true) Authentication user) {
		ApiViolations.refuse(request.contradictions());
		String region = (request.region() != null) ? request.region() : this.network.defaultRegion();
		Review review = this.launcher.check(request.form("", region, this.blueprints.first().name()), user.getName());
		ApiViolations.refuse(review.violations());
		return new CheckBody(review.stops(false), review.findings().stream().map(FindingBody::of).toList());
	}

	@Schema(name = "Check")
	record CheckBody(@Schema(description = "Whether a launch would be stopped, unless sent with anyway") boolean stops,
			List<FindingBody> findings) {

	}

	@Schema(name = "Finding")
	record FindingBody(Finding.Severity severity,
			@Schema(description = "The field of the launch that it is about, blank if it is about the whole",
					example = "subnetIds") String field,
			@Schema(description = "What was found") String message,
			@Schema(description = "What to do about it, blank if there is nothing to do") String remedy,
			@Schema(description = "Where to look or to mend it, null if there is no such page") @Nullable LinkBody link) {

		private static FindingBody of(Finding finding) {
			Finding.Link link = finding.link();
			return new FindingBody(finding.severity(), ApiViolations.field(finding.field()), finding.message(),
					finding.remedy(), (link != null) ? new LinkBody(link.title(), link.url()) : null);
		}

	}

	@Schema(name = "Link")
	record LinkBody(String title, String url) {

	}

}
