package dev.runnerfleet.audit;

import java.util.List;

import dev.runnerfleet.web.RefusedValue;
import dev.runnerfleet.web.RefusedValues;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The trail for scripts of administrators. */
@RestController
class AuditApi {

	private static final int MOST = 200;

	private final AuditPages pages;

	AuditApi(AuditPages pages) {
		this.pages = pages;
	}

	@GetMapping("/api/v1/audit")
	@Operation(operationId = "listAuditEntries", summary = "List who did what, the latest first", tags = "Audit",
			description = "For administrators. Ask again with next as before for older entries.")
	@ApiResponse(responseCode = "200", description = "A page of entries")
	@ApiResponse(responseCode = "400", description = "A filter or a size that there is not; errors names it")
	AuditBody list(AuditFilter filter,
			@Parameter(description = "Entries a page, 1 to 200") @RequestParam(defaultValue = "50") int size) {
		List<RefusedValue> problems = filter.problems();
		if (size < 1 || size > MOST) {
			problems.add(new RefusedValue("size", "Send a number from 1 to " + MOST + "."));
		}
		if (!problems.isEmpty()) {
			throw new RefusedValues(HttpStatus.BAD_REQUEST, problems);
		}
		return AuditBody.of(this.pages.read(filter.query(), size));
	}

}
