package dev.runnerfleet.audit;

import java.io.IOException;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AuditFileTest {

	private final StringBuilder text = new StringBuilder();

	@Test
	void everyEntryIsALine() throws IOException {
		AuditFile file = new AuditFile(this.text);
		file.writeHeader();
		file.write(entry("blue", "docker-autoscaler in eu-central-1"));
		assertThat(this.text).hasToString("""
				id,at,user,action,subject,outcome,detail,via,address\r
				7,2026-05-01T10:00:00Z,mara,LAUNCH,blue,ASKED,docker-autoscaler in eu-central-1,PAGE,192.0.2.1\r
				""");
	}

	@Test
	void cellsThatWouldEndEarlyAreQuoted() throws IOException {
		new AuditFile(this.text).write(entry("a,b", "she said \"no\"\r\nand left"));
		assertThat(this.text).contains(",\"a,b\",", ",\"she said \"\"no\"\"\r\nand left\",");
	}

	@ParameterizedTest
	@ValueSource(strings = { "=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠SUM(1)",
			" =1", "\u3000＝1", "\ufeff=1", "﹢1" })
	void noCellIsAFormula(String formula) throws IOException {
		new AuditFile(this.text).write(entry(formula, "=HYPERLINK(\"https://example.com\")"));
		assertThat(this.text).contains("'" + formula, ",\"'=HYPERLINK(\"\"https://example.com\"\")\",")
			.doesNotContain("," + formula);
	}

	private static AuditEntry entry(String subject, String detail) {
		return new AuditEntry(7, Instant.parse("2026-05-01T10:00:00Z"), "mara", Action.LAUNCH, subject, Outcome.ASKED,
				detail, Actor.Via.PAGE, "192.0.2.1");
	}

}
