package dev.runnerfleet.audit;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

import dev.runnerfleet.web.RefusedValue;
import dev.runnerfleet.web.RefusedValues;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Where administrators look up who did what, and take it with them as a file. */
@Controller
class AuditController {

	private static final int PAGE = 50;

	private static final int BATCH = 500;

	private final AuditPages pages;

	private final Clock clock;

	AuditController(AuditPages pages, Clock clock) {
		this.pages = pages;
		this.clock = clock;
	}

	@GetMapping("/audit")
	String show(@ModelAttribute("filter") AuditFilter filter, Model model, HttpServletResponse response) {
		List<RefusedValue> problems = filter.problems();
		if (!problems.isEmpty()) {
			response.setStatus(HttpStatus.BAD_REQUEST.value());
		}
		model.addAttribute("problems", problems);
		model.addAttribute("page",
				problems.isEmpty() ? this.pages.read(filter.query(), PAGE) : new AuditPage(List.of(), false));
		model.addAttribute("actions", Action.values());
		model.addAttribute("outcomes", Outcome.values());
		return "audit/trail";
	}

	/** All entries of a filter, read and sent a batch at a time. */
	@GetMapping("/audit.csv")
	void export(@ModelAttribute("filter") AuditFilter filter, HttpServletResponse response) throws IOException {
		List<RefusedValue> problems = filter.problems();
		if (!problems.isEmpty()) {
			throw new RefusedValues(HttpStatus.BAD_REQUEST, problems);
		}
		String name = "audit-%s.csv".formatted(LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC));
		response.setContentType("text/csv;charset=UTF-8");
		response.setHeader(HttpHeaders.CONTENT_DISPOSITION,
				ContentDisposition.attachment().filename(name, StandardCharsets.US_ASCII).build().toString());
		write(filter.query(), response.getWriter());
	}

	private void write(AuditQuery query, PrintWriter target) throws IOException {
		AuditFile file = new AuditFile(target);
		file.writeHeader();
		AuditPage page = this.pages.read(query, BATCH);
		write(page, file);
		// A writer swallows errors, and nobody needs the rest once the reader has left.
		for (AuditEntry last = page.last(); last != null && !target.checkError(); last = page.last()) {
			page = this.pages.read(query.after(last), BATCH);
			write(page, file);
		}
	}

	private static void write(AuditPage page, AuditFile file) throws IOException {
		for (AuditEntry entry : page.entries()) {
			file.write(entry);
		}
	}

}
