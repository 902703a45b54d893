package dev.runnerfleet.web.connections;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class WatchedProtocolTest {

	private static final Duration SHORT = Duration.ofMillis(300);

	private static final Duration LONG = Duration.ofMinutes(10);

	private final Tomcat tomcat = new Tomcat();

	private final List<Socket> clients = new ArrayList<>();

	private final List<Connection> connections = new CopyOnWriteArrayList<>();

	private final CompletableFuture<Exception> broken = new CompletableFuture<>();

	private final CountDownLatch busy = new CountDownLatch(2);

	private final CountDownLatch reading = new CountDownLatch(1);

	private final CountDownLatch done = new CountDownLatch(1);

	@TempDir
	Path scratch;

	@AfterEach
	void stop() throws Exception {
		this.done.countDown();
		for (Socket client : this.clients) {
			client.close();
		}
		this.tomcat.stop();
		this.tomcat.destroy();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "G", "GET / HT", "GET / HTTP/1.1\r\nHost: here\r\nX-", "GET / HTTP/1.0\r\n",
			"POST /read HTTP/1.1\r\nHost: here\r\nContent-Length: 1000\r\n\r\n",
			"POST /read HTTP/1.1\r\nHost: here\r\nContent-Length: 1000\r\n\r\nx",
			"POST /read HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nx",
			"POST /read HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n",
			"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 1000\r\n\r\n" })
	void whoeverDoesNotGoOnIsWaitedForNoLonger(String begin) throws Exception {
		start(new ConnectionProperties(SHORT, DataSize.ofBytes(500), LONG, 10, 10), (address) -> false);
		assertThat(ends(send(begin))).isTrue();
	}

	@Test
	void whoeverDoesNotReadIsWaitedForNoLonger() throws Exception {
		start(new ConnectionProperties(SHORT, DataSize.ofBytes(500), LONG, 10, 10), (address) -> false);
		send("GET /write HTTP/1.1\r\nHost: here\r\n\r\n");
		assertThat(this.broken.get(30, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
	}

	@Test
	void whoeverAsksNothingMoreIsWaitedForNoLonger() throws Exception {
		start(new ConnectionProperties(LONG, DataSize.ofBytes(500), SHORT, 10, 10), (address) -> false);
		assertThat(ends(send("GET / HTTP/1.1\r\nHost: here\r\n\r\n"))).isTrue();
	}

	@Test
	void oneAddressMakesRoomForItself() throws Exception {
		start(new ConnectionProperties(LONG, DataSize.ofBytes(500), LONG, 10, 2), (address) -> false);
		Socket first = send("POST /read HTTP/1.1\r\nHost: here\r\nContent-Length: 1000\r\n\r\nx");
		assertThat(this.reading.await(30, TimeUnit.SECONDS)).isTrue();
		Socket second = answered("GET / HTTP/1.1\r\nHost: here\r\n\r\n");
		waitedFor(0);
		waitedFor(1);
		Socket third = answered("GET / HTTP/1.1\r\nHost: here\r\n\r\n");
		assertThat(ends(first)).isTrue();
		answered(second, "GET / HTTP/1.1\r\nHost: here\r\n\r\n");
		answered(third, "GET / HTTP/1.1\r\nHost: here\r\n\r\n");
	}

	@Test
	void aProxyBringsMany() throws Exception {
		start(new ConnectionProperties(LONG, DataSize.ofBytes(500), LONG, 10, 2), InetAddress::isLoopbackAddress);
		List<Socket> many = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			many.add(answered("GET / HTTP/1.1\r\nHost: here\r\n\r\n"));
		}
		for (Socket each : many) {
			answered(each, "GET / HTTP/1.1\r\nHost: here\r\n\r\n");
		}
	}

	@Test
	void whoeverWaitsLongestMakesRoomWhereAllPlacesAreTaken() throws Exception {
		start(new ConnectionProperties(LONG, DataSize.ofBytes(500), LONG, 2, 10), (address) -> false);
		Socket first = answered("GET / HTTP/1.1\r\nHost: here\r\n\r\n");
		Socket second = answered("GET / HTTP/1.1\r\nHost: here\r\n\r\n");
		waitedFor(1);
		answered(first, "GET / HTTP/1.1\r\nHost: here\r\n\r\n");
		waitedFor(0);
		answered("GET / HTTP/1.1\r\nHost: here\r\n\r\n");
		assertThat(ends(second)).isTrue();
		answered(first, "GET / HTTP/1.1\r\nHost: here\r\n\r\n");
	}

	@Test
	void nobodyWhoIsBeingServedMakesRoom() throws Exception {
		start(new ConnectionProperties(LONG, DataSize.ofBytes(500), LONG, 2, 10), (address) -> false);
		Socket first = send("GET /work HTTP/1.1\r\nHost: here\r\n\r\n");
		Socket second = send("GET /work HTTP/1.1\r\nHost: here\r\n\r\n");
		assertThat(this.busy.await(30, TimeUnit.SECONDS)).isTrue();
		assertThat(ends(send(""))).isTrue();
		this.done.countDown();
		assertThat(head(first)).startsWith("HTTP/1.1 200");
		assertThat(head(second)).startsWith("HTTP/1.1 200");
	}

	private void start(ConnectionProperties properties, Predicate<InetAddress> proxies) throws Exception {
		Connector connector = new Connector(WatchedProtocol.class.getName());
		connector.setPort(0);
		connector.setProperty("address", "127.0.0.1");
		Connections all = new Connections(properties, proxies, System::nanoTime) {

			@Override
			Connection create() {
				Connection connection = super.create();
				WatchedProtocolTest.this.connections.add(connection);
				return connection;
			}

		};
		((WatchedProtocol) connector.getProtocolHandler()).watch(all, properties);
		this.tomcat.setBaseDir(this.scratch.toString());
		this.tomcat.setConnector(connector);
		Context context = this.tomcat.addContext("", this.scratch.toString());
		Tomcat.addServlet(context, "pages", new Pages());
		context.addServletMappingDecoded("/", "pages");
		this.tomcat.start();
	}

	/**
	 * A client has its answer a little before the portal waits for its next request.
	 * @param client the number of those who came before it
	 */
	private void waitedFor(int client) {
		await().atMost(Duration.ofSeconds(60)).until(() -> this.connections.get(client).patience().isWaiting());
	}

	private Socket answered(String request) throws IOException {
		Socket client = send("");
		answered(client, request);
		return client;
	}

	private static void answered(Socket client, String request) throws IOException {
		client.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
		assertThat(head(client)).startsWith("HTTP/1.1 200");
	}

	private Socket send(String begin) throws IOException {
		Socket client = new Socket(InetAddress.getLoopbackAddress(), this.tomcat.getConnector().getLocalPort());
		client.setSoTimeout(30_000);
		client.getOutputStream().write(begin.getBytes(StandardCharsets.ISO_8859_1));
		this.clients.add(client);
		return client;
	}

	/** Reads an answer without a body. */
	private static String head(Socket client) throws IOException {
		StringBuilder head = new StringBuilder();
		InputStream in = client.getInputStream();
		while (!head.toString().endsWith("\r\n\r\n")) {
			int octet = in.read();
			assertThat(octet).as("end after '%s'", head).isNotNegative();
			head.append((char) octet);
		}
		return head.toString();
	}

	private static boolean ends(Socket client) {
		try {
			client.getInputStream().readAllBytes();
			return true;
		}
		catch (SocketTimeoutException ex) {
			return false;
		}
		catch (IOException ex) {
			return true;
		}
	}

	private final class Pages extends HttpServlet {

		@Override
		protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
			switch (request.getRequestURI()) {
				case "/read" -> read(request.getInputStream());
				case "/write" -> writeMuch(response);
				case "/work" -> work();
				default -> response.setContentLength(0);
			}
		}

		private void read(InputStream body) throws IOException {
			body.read();
			WatchedProtocolTest.this.reading.countDown();
			body.readAllBytes();
		}

		private void writeMuch(HttpServletResponse response) throws IOException {
			try {
				for (int i = 0; i < 10_000; i++) {
					response.getOutputStream().write(new byte[8192]);
				}
			}
			catch (IOException ex) {
				WatchedProtocolTest.this.broken.complete(ex);
				throw ex;
			}
		}

		private void work() {
			WatchedProtocolTest.this.busy.countDown();
			try {
				WatchedProtocolTest.this.done.await(30, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

}
