package dev.runnerfleet.fleet.api;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.runnerfleet.autopsy.Autopsy;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the machines told of an operation as scripts see it. */
@Schema(name = "Autopsy", description = "What the fleet's machines told of it; kept after they are gone")
record AutopsyBody(@Schema(description = "What it has come to so far") Autopsy.Verdict outcome,
		@Schema(description = "What the manager was at, as it names it; blank where it is not known",
				example = "verify") String step,
		@Schema(description = "The same in its words",
				example = "asking GitLab at https://gitlab.com/ to verify the runner token") String words,
		@Schema(description = "What it was told there, blank where nothing was",
				example = "GitLab answered 403") String answer,
		@Schema(description = "When it said so, by its own clock") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant at,
		@Schema(description = "Why there is no more, such as a missing permission; blank where nothing lacks") String lack,
		@Schema(description = "The last lines of its log and the last activities of its group, tokens masked; "
				+ "left out of lists of fleets") List<Line> lines) {

	static @Nullable AutopsyBody of(@Nullable Autopsy autopsy) {
		return (autopsy == null || autopsy.verdict() == Autopsy.Verdict.UNTOUCHED) ? null : new AutopsyBody(
				autopsy.verdict(), autopsy.step(), autopsy.words(), autopsy.answer(), autopsy.heardAt(), autopsy.lack(),
				autopsy.lines().stream().map((line) -> new Line(line.at(), line.stream(), line.text())).toList());
	}

	@Schema(name = "LogLine")
	record Line(Instant at, @Schema(
			description = "The part of the log, such as cloud-init-output; scaling for Auto Scaling's words") String stream,
			String text) {

	}

}
