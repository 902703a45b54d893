package dev.runnerfleet.fleet.log;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.runnerfleet.autopsy.LogReader;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A manager's log, as scripts see it. */
@Schema(name = "Log", description = "What the fleet's manager wrote last")
@JsonInclude(JsonInclude.Include.NON_NULL)
record LogBody(UUID fleet, @Schema(description = "The earliest first") List<Line> lines, @Schema(
		description = "Send it as 'before' for what comes before; left out where there is no more") @Nullable Instant older,
		@Schema(description = "When the portal kept these lines; left out where they are read from the log itself") @Nullable Instant keptAt) {

	static LogBody of(UUID fleet, LogViews.Lines lines) {
		return new LogBody(fleet, lines.found().lines().stream().map(Line::of).toList(), lines.found().older(),
				lines.keptAt());
	}

	@Schema(name = "LogLine")
	record Line(@Schema(description = "When it was written, by the manager's clock") Instant at,
			@Schema(description = "The part of the log, such as gitlab-runner") String stream,
			@Schema(description = "How bad it is, by its own words") LogReader.Level level,
			@Schema(description = "The line without tokens and control characters, 500 characters at most") String text) {

		private static Line of(LogReader.Line line) {
			return new Line(line.at(), line.stream(), line.level(), line.text());
		}

	}

}
