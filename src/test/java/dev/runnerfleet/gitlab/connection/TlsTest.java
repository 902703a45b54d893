package dev.runnerfleet.gitlab.connection;

import java.net.InetAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import com.sun.net.httpserver.HttpsServer;
import dev.runnerfleet.gitlab.Explanation;
import dev.runnerfleet.gitlab.runner.RunnerTokens;
import dev.runnerfleet.gitlab.runner.RunnerWish;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

import static dev.runnerfleet.gitlab.runner.GitLabFixture.OPTIONS;
import static dev.runnerfleet.gitlab.runner.GitLabFixture.REGISTRATION;
import static org.assertj.core.api.Assertions.assertThat;

/** Certificates are checked against the name that was typed, wherever it leads. */
class TlsTest {

	private static final HostLookup LOOPBACK = (host) -> new InetAddress[] { InetAddress.getLoopbackAddress() };

	private Certificates certificates;

	private @Nullable HttpsServer server;

	@BeforeEach
	void prepare(@TempDir Path folder) {
		this.certificates = new Certificates(folder);
	}

	@AfterEach
	void stop() {
		if (this.server != null) {
			this.server.stop(0);
		}
	}

	@Test
	void aSelfSignedCertificateLeadsToTheSetting() throws Exception {
		this.server = Certificates.serve(this.certificates.selfSigned("git.example", "+0d"));
		assertThat(explained("git.example", null)).extracting(Explanation::code, Explanation::nextStep)
			.satisfies((each) -> assertThat(each.toString()).contains("tls-failed", "portal.gitlab.ssl-bundle"));
	}

	@Test
	void aBundleMakesAPrivateCertificateGood() throws Exception {
		KeyStore store = this.certificates.selfSigned("git.example", "+0d");
		this.server = Certificates.serve(store);
		RunnerWish.Outcome outcome = tokens(store).exchange(url("git.example"), REGISTRATION, OPTIONS);
		assertThat(outcome).isInstanceOf(RunnerWish.Outcome.Issued.class);
	}

	@Test
	void aCertificateForAnotherNameIsRefused() throws Exception {
		KeyStore store = this.certificates.selfSigned("other.example", "+0d");
		this.server = Certificates.serve(store);
		assertThat(explained("git.example", store).detail())
			.isEqualTo("git.example shows a certificate for another name.");
	}

	@Test
	void anExpiredCertificateIsNamed() throws Exception {
		KeyStore authority = this.certificates.selfSigned("authority.example", "+0d", "BC=ca:true");
		this.server = Certificates.serve(this.certificates.signed(this.certificates.selfSigned("git.example", "-400d"),
				"authority.example", "git.example"));
		assertThat(explained("git.example", authority).detail()).contains("has expired");
	}

	private Explanation explained(String host, @Nullable KeyStore trusted) {
		RunnerWish.Outcome outcome = tokens(trusted).exchange(url(host), REGISTRATION, OPTIONS);
		return ((RunnerWish.Outcome.Failed) outcome).failure().explain();
	}

	private RunnerTokens tokens(@Nullable KeyStore trusted) {
		GitLabProperties properties = ConnectionFixture.properties(List.of(), Set.of("git.example"), true,
				Duration.ofSeconds(20), (trusted != null) ? "private" : null);
		return (trusted != null)
				? ConnectionFixture.tokens(properties, LOOPBACK, "private",
						SslBundle.of(SslStoreBundle.of(null, null, trusted)))
				: ConnectionFixture.tokens(properties, LOOPBACK);
	}

	private String url(String host) {
		return "https://" + host + ":" + this.server.getAddress().getPort();
	}

}
