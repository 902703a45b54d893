package dev.runnerfleet.gitlab.connection;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Certificates made for a test, and a GitLab that shows them.
 *
 * @param folder where they are kept
 */
record Certificates(Path folder) {

	private static final char[] PASSWORD = "changeit".toCharArray();

	/** A self-signed certificate by the JDK's own tool. */
	KeyStore selfSigned(String name, String start, String... extensions) throws Exception {
		List<String> command = new ArrayList<>(List.of("-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name, "-ext",
				"SAN=dns:" + name, "-startdate", start, "-validity", "30"));
		for (String extension : extensions) {
			command.addAll(List.of("-ext", extension));
		}
		keytool(name, command.toArray(String[]::new));
		return store(name);
	}

	KeyStore signed(KeyStore store, String authority, String name) throws Exception {
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

	/** A GitLab on loopback that trades every registration token. */
	static HttpsServer serve(KeyStore store) throws Exception {
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(store, PASSWORD);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keys.getKeyManagers(), null, null);
		HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.setHttpsConfigurator(new HttpsConfigurator(context));
		server.createContext("/api/v4/runners", (exchange) -> {
			byte[] body = "{\"id\": 1, \"token\": \"glrtr-%s\"}".formatted("t".repeat(20))
				.getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(201, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
		server.start();
		return server;
	}

}
