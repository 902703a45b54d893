package dev.runnerfleet.audit;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes entries as comma-separated values (RFC 4180), in which no cell is a formula to a
 * spreadsheet.
 */
final class AuditFile {

	private final Appendable target;

	AuditFile(Appendable target) {
		this.target = target;
	}

	void writeHeader() throws IOException {
		write(List.of("id", "at", "user", "action", "subject", "outcome", "detail", "via", "address"));
	}

	void write(AuditEntry entry) throws IOException {
		write(List.of(String.valueOf(entry.id()), entry.at().toString(), entry.user(), entry.action().name(),
				entry.subject(), entry.outcome().name(), entry.detail(), entry.via().name(), entry.address()));
	}

	private void write(List<String> cells) throws IOException {
		this.target.append(cells.stream().map(AuditFile::cell).collect(Collectors.joining(",", "", "\r\n")));
	}

	private static String cell(String text) {
		String harmless = text.matches("(?s)[=+\\-@\t\r].*") ? "'" + text : text;
		return harmless.matches("(?s).*[\",\r\n].*") ? '"' + harmless.replace("\"", "\"\"") + '"' : harmless;
	}

}
