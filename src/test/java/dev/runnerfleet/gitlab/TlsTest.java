package dev.runnerfleet.gitlab;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

import static dev.runnerfleet.gitlab.GitLabFixture.OPTIONS;
import static dev.runnerfleet.gitlab.GitLabFixture.REGISTRATION;
import static org.assertj.core.api.Assertions.assertThat;

/** Certificates are checked against the name that was typed, wherever it leads. */
class TlsTest {

	private static final char[] PASSWORD = "changeit".toCharArray();

	private static final HostLookup LOOPBACK = (host) -> new InetAddress[] { InetAddress.getLoopbackAddress() };

	@TempDir
	private Path folder;

	private @Nullable HttpsServer server;

	@AfterEach
	void stop() {
		if (this.server != null) {
			this.server.stop(0);
		}
	}

	@Test
	void aSelfSignedCertificateLeadsToTheSetting() throws Exception {
		serve(certificate("git.example", "+0d"));
		assertThat(explained("git.example", null)).extracting(Explanation::code, Explanation::nextStep)
			.satisfies((each) -> assertThat(each.toString()).contains("tls-failed", "portal.gitlab.ssl-bundle"));
	}

	@Test
	void aBundleMakesAPrivateCertificateGood() throws Exception {
		KeyStore store = certificate("git.example", "+0d");
		serve(store);
		IssueOutcome outcome = tokens(store).exchange(url("git.example"), REGISTRATION, OPTIONS);
		assertThat(outcome).isInstanceOf(IssueOutcome.Issued.class);
	}

	@Test
	void aCertificateForAnotherNameIsRefused() throws Exception {
		KeyStore store = certificate("other.example", "+0d");
		serve(store);
		assertThat(explained("git.example", store).detail())
			.isEqualTo("git.example shows a certificate for another name.");
	}

	@Test
	void anExpiredCertificateIsNamed() throws Exception {
		KeyStore authority = certificate("authority.example", "+0d", "BC=ca:true");
		serve(signed(certificate("git.example", "-400d"), "authority.example", "git.example"));
		assertThat(explained("git.example", authority).detail()).contains("has expired");
	}

	private Explanation explained(String host, @Nullable KeyStore trusted) {
		IssueOutcome outcome = tokens(trusted).exchange(url(host), REGISTRATION, OPTIONS);
		return ((IssueOutcome.Failed) outcome).failure().explain();
	}

	private RunnerTokens tokens(@Nullable KeyStore trusted) {
		GitLabProperties properties = GitLabFixture.properties(List.of(), Set.of("git.example"), true,
				Duration.ofSeconds(20), (trusted != null) ? "private" : null);
		return (trusted != null)
				? GitLabFixture.tokens(properties, LOOPBACK, "private",
						SslBundle.of(SslStoreBundle.of(null, null, trusted)))
				: GitLabFixture.tokens(properties, LOOPBACK);
	}

	private String url(String host) {
		return "https://" + host + ":" + this.server.getAddress().getPort();
	}

	private void serve(KeyStore store) throws Exception {
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(store, PASSWORD);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keys.getKeyManagers(), null, null);
		this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setHttpsConfigurator(new HttpsConfigurator(context));
		this.server.createContext("/api/v4/runners", (exchange) -> {
			byte[] body = "{\"id\": 1, \"token\": \"glrtr-1\"}".getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(201, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
		this.server.start();
	}

	/** A self-signed certificate by the JDK's own tool. */
	private KeyStore certificate(String name, String start, String... extensions) throws Exception {
		List<String> command = new ArrayList<>(List.of("-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name, "-ext",
				"SAN=dns:" + name, "-startdate", start, "-validity", "30"));
		for (String extension : extensions) {
			command.addAll(List.of("-ext", extension));
		}
		keytool(name, command.toArray(String[]::new));
		return store(name);
	}

	private KeyStore signed(KeyStore store, String authority, String name) throws Exception {
		keytool(name, "-certreq", "-file", path("request"));
		keytool(authority, "-gencert", "-infile", path("request"), "-outfile", path("certificate"), "-startdate",
				"-400d", "-validity", "30", "-ext", "SAN=dns:" + name);
		keytool(authority, "-exportcert", "-file", path("authority"));
		keytool(name, "-importcert", "-noprompt", "-alias", "authority", "-file", path("authority"));
		keytool(name, "-importcert", "-noprompt", "-file", path("certificate"));
		return store(name);
	}

	private void keytool(String store, String... arguments) throws Exception {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
		command.addAll(List.of(arguments));
		if (!command.contains("-alias")) {
			command.addAll(List.of("-alias", "gitlab"));
		}
		command.addAll(
				List.of("-storetype", "PKCS12", "-keystore", path(store + ".p12"), "-storepass", new String(PASSWORD)));
		Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
		String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(keytool.waitFor()).as(said).isZero();
	}

	private KeyStore store(String name) throws Exception {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(Path.of(path(name + ".p12")))) {
			store.load(in, PASSWORD);
		}
		return store;
	}

	private String path(String name) {
		return this.folder.resolve(name).toString();
	}

}
