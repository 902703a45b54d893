package dev.runnerfleet.gitlab.connection;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.runnerfleet.gitlab.Explanation;
import dev.runnerfleet.gitlab.runner.RunnerTokens;
import dev.runnerfleet.gitlab.runner.RunnerWish;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.runnerfleet.gitlab.runner.GitLabFixture.OPTIONS;
import static dev.runnerfleet.gitlab.runner.GitLabFixture.REGISTRATION;
import static org.assertj.core.api.Assertions.assertThat;

/** Whatever a peer does with its connection, the portal lets go in time and says why. */
class ConnectionsTest {

	private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

	private static final Pattern HEAD_OF_REQUEST = Pattern.compile("(?is)content-length: *(\\d+).*?\r\n\r\n");

	private final CountDownLatch released = new CountDownLatch(1);

	private ServerSocket server;

	@BeforeEach
	void listen() throws IOException {
		this.server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
	}

	@AfterEach
	void stop() throws IOException {
		this.server.close();
	}

	/** What the peer does once a request has begun to arrive. */
	private interface Peer {

		void answer(OutputStream out, InputStream in) throws IOException;

	}

	@Test
	void silenceEndsAtTheDeadline() throws Exception {
		peer((out, in) -> in.transferTo(OutputStream.nullOutputStream()));
		assertThat(explained(Duration.ofSeconds(2))).extracting(Explanation::code, Explanation::detail)
			.containsExactly("timeout",
					"127.0.0.1 gave no complete answer within 2 seconds. A runner may have been made.");
		assertThat(this.released.await(60, TimeUnit.SECONDS)).as("the connection was let go").isTrue();
	}

	@Test
	void aDripOfABodyDoesNotOutliveTheDeadline() throws Exception {
		peer((out, in) -> {
			out.write((HEAD + "Content-Length: 100000\r\n\r\n{").getBytes(StandardCharsets.US_ASCII));
			drip(out, " ");
		});
		assertThat(explained(Duration.ofSeconds(2)).code()).isEqualTo("timeout");
		assertThat(this.released.await(60, TimeUnit.SECONDS)).as("the connection was let go").isTrue();
	}

	@Test
	void aDripOfHeadersDoesNotOutliveTheDeadline() throws Exception {
		peer((out, in) -> {
			out.write(HEAD.getBytes(StandardCharsets.US_ASCII));
			drip(out, "X");
		});
		assertThat(explained(Duration.ofSeconds(2)).code()).isEqualTo("timeout");
		assertThat(this.released.await(60, TimeUnit.SECONDS)).as("the connection was let go").isTrue();
	}

	@Test
	void aNameServiceThatHangsDoesNotOutliveTheDeadline() {
		RunnerTokens tokens = ConnectionFixture
			.tokens(ConnectionFixture.properties(List.of(), Set.of(), false, Duration.ofMillis(300), null), (host) -> {
				try {
					this.released.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
				throw new UnknownHostException(host);
			});
		assertThat(explained(tokens, "https://git.example").code()).isEqualTo("timeout");
		this.released.countDown();
	}

	@ParameterizedTest
	@CsvSource({ "announced", "chunked", "unannounced" })
	void aHundredMegabytesAreNotRead(String how) throws Exception {
		peer((out, in) -> {
			String length = how.equals("announced") ? "Content-Length: 104857600\r\n"
					: how.equals("chunked") ? "Transfer-Encoding: chunked\r\n" : "Connection: close\r\n";
			out.write((HEAD + length + "\r\n").getBytes(StandardCharsets.US_ASCII));
			byte[] block = new byte[64 * 1024];
			for (int i = 0; i < 1600; i++) {
				if (how.equals("chunked")) {
					out.write("10000\r\n".getBytes(StandardCharsets.US_ASCII));
				}
				out.write(block);
				if (how.equals("chunked")) {
					out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
				}
			}
			throw new AssertionError("All of it was read");
		});
		assertThat(explained(Duration.ofSeconds(20)).code()).isEqualTo("answer-too-large");
		assertThat(this.released.await(60, TimeUnit.SECONDS)).as("the connection was let go").isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "SSH-2.0-OpenSSH_9.6\\r\\n|connection-broken", "220 mail.example ESMTP\\r\\n|connection-broken",
					"HTTP/1.1 200 OK\\r\\nX: LONG\\r\\n\\r\\n|not-http", "HTTP/1.1 abc\\r\\n\\r\\n|connection-broken",
					"HTTP/1.1 200 OK\\r\\nContent-Length: 50\\r\\n\\r\\n{|connection-broken",
					"HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nzz\\r\\n|not-http",
					"|connection-broken" })
	void whatIsNoAnswerIsNamed(String bytes, String code) throws Exception {
		String answer = (bytes != null) ? bytes.replace("\\r\\n", "\r\n").replace("LONG", "x".repeat(70_000)) : "";
		peer((out, in) -> out.write(answer.getBytes(StandardCharsets.US_ASCII)));
		assertThat(explained(Duration.ofSeconds(20)).code()).isEqualTo(code);
	}

	@Test
	void aPortWithoutTlsIsNamed() {
		peer((out, in) -> out.write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
		assertThat(explained(local(Duration.ofSeconds(20)), "https://127.0.0.1:" + this.server.getLocalPort()).detail())
			.isEqualTo("127.0.0.1 does not speak TLS on this port.");
	}

	@Test
	void aClosedPortIsNamed() throws Exception {
		this.server.close();
		assertThat(explained(Duration.ofSeconds(20))).extracting(Explanation::code, Explanation::title)
			.containsExactly("connection-refused", "No connection to GitLab");
	}

	@Test
	void anUnknownNameIsNamed() {
		RunnerTokens tokens = ConnectionFixture.tokens(ConnectionFixture.strict(), (host) -> {
			throw new UnknownHostException(host);
		});
		assertThat(explained(tokens, "https://gitlb.example")).extracting(Explanation::code, Explanation::detail)
			.containsExactly("unknown-host", "The name gitlb.example is not known.");
	}

	@Test
	void nothingIsSentTwice() throws Exception {
		peer((out, in) -> out.write("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n"
			.getBytes(StandardCharsets.US_ASCII)));
		assertThat(explained(Duration.ofSeconds(20)).code()).isEqualTo("gitlab-unavailable");
		assertThat(this.released.await(60, TimeUnit.SECONDS)).isTrue();
		this.server.setSoTimeout(1);
		org.assertj.core.api.Assertions.assertThatThrownBy(() -> this.server.accept().close())
			.isInstanceOf(java.net.SocketTimeoutException.class);
	}

	private Explanation explained(Duration deadline) {
		return explained(local(deadline), "http://127.0.0.1:" + this.server.getLocalPort());
	}

	private static RunnerTokens local(Duration deadline) {
		return ConnectionFixture.tokens(
				ConnectionFixture.properties(List.of("127.0.0.0/8"), Set.of(), true, deadline, null),
				InetAddress::getAllByName);
	}

	private static Explanation explained(RunnerTokens tokens, String url) {
		RunnerWish.Outcome outcome = tokens.exchange(url, REGISTRATION, OPTIONS);
		assertThat(outcome).isInstanceOf(RunnerWish.Outcome.Failed.class);
		return ((RunnerWish.Outcome.Failed) outcome).failure().explain();
	}

	private void peer(Peer peer) {
		Thread thread = new Thread(() -> {
			try (Socket socket = this.server.accept()) {
				takeAll(socket.getInputStream());
				peer.answer(socket.getOutputStream(), socket.getInputStream());
			}
			catch (IOException ex) {
				// The portal hung up, which is what some of these tests wait for.
			}
			finally {
				this.released.countDown();
			}
		});
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * A request may come in pieces, and whoever leaves before the last one is an answer
	 * of its own.
	 */
	private static void takeAll(InputStream in) throws IOException {
		StringBuilder request = new StringBuilder();
		byte[] piece = new byte[16 * 1024];
		do {
			int length = in.read(piece);
			if (length < 0) {
				return;
			}
			request.append(new String(piece, 0, length, StandardCharsets.ISO_8859_1));
		}
		while (request.indexOf("POST") == 0 && !isWhole(request));
	}

	private static boolean isWhole(CharSequence request) {
		Matcher head = HEAD_OF_REQUEST.matcher(request);
		return head.find() && request.length() - head.end() >= Integer.parseInt(head.group(1));
	}

	private void drip(OutputStream out, String drop) throws IOException {
		CountDownLatch never = new CountDownLatch(1);
		try {
			for (int i = 0; i < 3000 && !never.await(10, TimeUnit.MILLISECONDS); i++) {
				out.write(drop.getBytes(StandardCharsets.US_ASCII));
				out.flush();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
