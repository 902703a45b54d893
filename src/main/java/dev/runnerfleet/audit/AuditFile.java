package dev.runnerfleet.audit;

import java.io.IOException;
import java.text.Normalizer;
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

	/** Spreadsheets take full-width signs for plain ones, and some skip white space. */
	private static boolean isFormula(String text) {
		String shown = text.replaceFirst("^[\\p{Z}\\p{C}]+", "");
		boolean ends = !text.isEmpty() && "\t\r\n".indexOf(text.charAt(0)) >= 0;
		return ends || !shown.isEmpty()
				&& "=+-@".contains(Normalizer.normalize(shown.substring(0, 1), Normalizer.Form.NFKC));
	}

	private static String cell(String text) {
		String harmless = isFormula(text) ? "'" + text : text;
		return harmless.matches("(?s).*[\",\r\n].*") ? '"' + harmless.replace("\"", "\"\"") + '"' : harmless;
	}

}
