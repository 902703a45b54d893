package dev.runnerfleet.portal;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.ec2.Ec2Client;

import static org.awaitility.Awaitility.await;

/** The AWS emulator moto, which shares nothing with us, on loopback. */
final class Moto implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final Optional<Path> PROGRAM = Stream
		.concat(Stream.of("target/moto/bin"),
				Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)))
		.filter((folder) -> !folder.isBlank())
		.map((folder) -> Path.of(folder, "moto_server"))
		.filter(Files::isExecutable)
		.findFirst();

	private final int port = FreePort.find();

	private final Process process;

	private Moto() throws IOException {
		this.process = new ProcessBuilder(PROGRAM.orElseThrow().toString(), "-H", "127.0.0.1", "-p",
				String.valueOf(this.port))
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
	}

	/** {@code .ci/run} installs it. */
	static boolean isThere() {
		return PROGRAM.isPresent();
	}

	static Moto start() throws IOException {
		Moto moto = new Moto();
		await().atMost(PATIENCE).until(moto::listens);
		return moto;
	}

	String url() {
		return "http://127.0.0.1:" + this.port;
	}

	CloudFormationClient cloudFormation() {
		return CloudFormationClient.builder()
			.endpointOverride(URI.create(url()))
			.region(Region.EU_CENTRAL_1)
			.credentialsProvider(credentials())
			.httpClient(UrlConnectionHttpClient.builder().socketTimeout(PATIENCE).build())
			.build();
	}

	Ec2Client ec2() {
		return Ec2Client.builder()
			.endpointOverride(URI.create(url()))
			.region(Region.EU_CENTRAL_1)
			.credentialsProvider(credentials())
			.httpClient(UrlConnectionHttpClient.builder().socketTimeout(PATIENCE).build())
			.build();
	}

	private static StaticCredentialsProvider credentials() {
		return StaticCredentialsProvider.create(AwsBasicCredentials.create("stand-in", "stand-in"));
	}

	private boolean listens() {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	@Override
	public void close() {
		this.process.destroy();
	}

}
