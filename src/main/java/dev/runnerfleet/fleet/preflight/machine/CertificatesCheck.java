package dev.runnerfleet.fleet.preflight.machine;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.preflight.Check;
import dev.runnerfleet.fleet.preflight.Plan;

import org.springframework.stereotype.Component;

/**
 * Whether certificates are whole: a machine takes what it cannot read, and trusts nobody
 * for it.
 */
@Component
class CertificatesCheck implements Check {

	private static final String PARAMETER = "CertificateAuthorities";

	private static final Pattern BLOCK = Pattern.compile("-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----");

	@Override
	public String subject() {
		return "the certificates";
	}

	@Override
	public List<Finding> findings(Plan plan) {
		List<MatchResult> blocks = BLOCK.matcher(plan.value(PARAMETER)).results().toList();
		List<Integer> broken = blocks.stream()
			.filter((block) -> !isReadable(block.group(1)))
			.map((block) -> blocks.indexOf(block) + 1)
			.toList();
		return broken.isEmpty() ? List.of()
				: List.of(Finding
					.warns(Plan.field(PARAMETER),
							(blocks.size() == 1) ? "The certificate cannot be read: no machine would trust it."
									: "Certificate %d of %d cannot be read: no machine would trust it."
										.formatted(broken.get(0), blocks.size()))
					.mend("Paste it whole, from BEGIN CERTIFICATE to END CERTIFICATE."));
	}

	/** However its lines were broken, or not at all. */
	private static boolean isReadable(String text) {
		try {
			byte[] der = Base64.getDecoder().decode(text.replaceAll("\\s", ""));
			return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der)) != null;
		}
		catch (IllegalArgumentException | CertificateException ex) {
			return false;
		}
	}

}
