package dev.runnerfleet.fleet.preflight.machine;

import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.preflight.Plans;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CertificatesCheckTest {

	private final String whole = pem(Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(authority()));

	@Test
	void wholeOnesAreTakenHoweverTheirLinesAreBroken() throws Exception {
		for (String given : List.of(this.whole, this.whole + this.whole, this.whole.replace("\n", ""),
				this.whole.replace("\n", " "), this.whole.replace("\n", "\r\n"), "",
				"arn:aws:secretsmanager:eu-central-1:123456789012:secret:ca-AbCdEf")) {
			assertThat(findings(given)).as(given).isEmpty();
		}
	}

	@Test
	void oneThatIsCutIsPointedAt() throws Exception {
		String cut = this.whole.replaceFirst("\\n[^-\\n]+\\n-----END", "\n-----END");
		assertThat(findings(cut)).singleElement().satisfies((finding) -> {
			assertThat(finding.warns()).isTrue();
			assertThat(finding.field()).isEqualTo("parameters[CertificateAuthorities]");
			assertThat(finding.message()).startsWith("The certificate cannot be read");
		});
		assertThat(findings(this.whole + pem("nonsense"))).singleElement()
			.extracting(Finding::message)
			.asString()
			.startsWith("Certificate 2 of 2 cannot be read");
	}

	private static List<Finding> findings(String given) {
		return new CertificatesCheck()
			.findings(Plans.launch("docker-autoscaler", Map.of("CertificateAuthorities", given)));
	}

	private static String pem(String text) {
		return "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n";
	}

	/** One of those that this Java trusts. */
	private static byte[] authority() {
		try {
			TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			factory.init((KeyStore) null);
			return Arrays.stream(factory.getTrustManagers())
				.flatMap((manager) -> Stream.of(((X509TrustManager) manager).getAcceptedIssuers()))
				.findFirst()
				.orElseThrow()
				.getEncoded();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
