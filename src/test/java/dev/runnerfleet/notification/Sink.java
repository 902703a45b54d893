package dev.runnerfleet.notification;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Takes what is posted on the loopback interface, and answers as it is told to. */
public final class Sink implements AutoCloseable {

	private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

	private static final String DRIPS = "HTTP/1.1 200 " + "o".repeat(1000);

	private final ServerSocket socket;

	private final List<Socket> open = new CopyOnWriteArrayList<>();

	public final List<Received> received = new CopyOnWriteArrayList<>();

	private volatile String answer = OK;

	private volatile boolean silent;

	private final Thread acceptor = new Thread(this::accept, "sink");

	public Sink() {
		try {
			this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.acceptor.setDaemon(true);
		this.acceptor.start();
	}

	/**
	 * A message that came.
	 *
	 * @param path the path and query
	 * @param headers by name in lower case
	 * @param body as it came
	 */
	public record Received(String path, Map<String, String> headers, String body) {

		public JsonNode json() {
			return JsonMapper.shared().readTree(this.body);
		}

		public String id() {
			return this.headers.get("webhook-id");
		}

		public int attempt() {
			return Integer.parseInt(this.headers.get("x-runner-fleet-attempt"));
		}

	}

	public int port() {
		return this.socket.getLocalPort();
	}

	public String address() {
		return "http://127.0.0.1:" + this.socket.getLocalPort() + "/services/T0/secret-part?key=hidden";
	}

	public void answers(int status, String... headers) {
		this.silent = false;
		this.answer = "HTTP/1.1 %d X\r\n%s\r\nContent-Length: 0\r\n\r\n".formatted(status, String.join("\r\n", headers))
			.replace("\r\n\r\nContent", "\r\nContent");
	}

	/** Takes a message and never says so. */
	public void hangs() {
		this.silent = true;
	}

	/** Dies in the middle of its answer. */
	public void breaksOff() {
		this.silent = false;
		this.answer = "HTTP/1.1 20";
	}

	/** Says yes, and then far more than anybody reads. */
	public void talksAtLength() {
		this.silent = false;
		this.answer = "HTTP/1.1 200 OK\r\nContent-Length: 50000000\r\n\r\n" + "x".repeat(2_000_000);
	}

	/** Never comes to the end of its answer's first line. */
	public void drips() {
		this.silent = false;
		this.answer = DRIPS;
	}

	public void works() {
		this.silent = false;
		this.answer = OK;
	}

	private void accept() {
		while (!this.socket.isClosed()) {
			try {
				Socket client = this.socket.accept();
				this.open.add(client);
				Thread worker = new Thread(() -> serve(client), "sink-worker");
				worker.setDaemon(true);
				worker.start();
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	private void serve(Socket client) {
		try {
			this.received.add(read(new DataInputStream(client.getInputStream())));
			if (DRIPS.equals(this.answer)) {
				drip(client);
			}
			else if (!this.silent) {
				client.getOutputStream().write(this.answer.getBytes(StandardCharsets.US_ASCII));
				client.close();
			}
		}
		catch (IOException ex) {
			// Whoever called has gone.
		}
	}

	private static void drip(Socket client) throws IOException {
		try {
			for (byte next : DRIPS.getBytes(StandardCharsets.US_ASCII)) {
				client.getOutputStream().write(next);
				Thread.sleep(50);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static Received read(DataInputStream in) throws IOException {
		String path = line(in).split(" ")[1];
		Map<String, String> headers = new LinkedHashMap<>();
		for (String line = line(in); !line.isEmpty(); line = line(in)) {
			int colon = line.indexOf(':');
			headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
		}
		byte[] body = new byte[Integer.parseInt(headers.get("content-length"))];
		in.readFully(body);
		return new Received(path, headers, new String(body, StandardCharsets.UTF_8));
	}

	private static String line(DataInputStream in) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
			line.append((char) next);
		}
		return line.toString().stripTrailing();
	}

	/** Nobody gets in afterwards: a port is open for as long as somebody waits at it. */
	@Override
	public void close() {
		try {
			this.socket.close();
			this.acceptor.join();
			for (Socket client : this.open) {
				client.close();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
