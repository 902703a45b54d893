package dev.runnerfleet.notification;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server on the loopback interface that refuses what it is told to refuse. */
final class SmtpSink implements AutoCloseable {

	private final ServerSocket socket;

	private final Map<String, String> answers = new ConcurrentHashMap<>();

	final List<String> mails = new CopyOnWriteArrayList<>();

	final List<String> commands = new CopyOnWriteArrayList<>();

	private volatile String extensions = "250-sink\r\n";

	private volatile boolean silent;

	SmtpSink() {
		try {
			this.socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Thread acceptor = new Thread(this::accept, "smtp-sink");
		acceptor.setDaemon(true);
		acceptor.start();
	}

	int port() {
		return this.socket.getLocalPort();
	}

	/** Answers a line that begins so, in upper case, with this. */
	void answers(String line, String answer) {
		this.answers.put(line, answer);
	}

	/** Offers an extension, such as {@code AUTH PLAIN}. */
	void offers(String extension) {
		this.extensions += "250-" + extension + "\r\n";
	}

	/** Says hello and then nothing more. */
	void hangs() {
		this.silent = true;
	}

	private void accept() {
		while (!this.socket.isClosed()) {
			try (Socket client = this.socket.accept()) {
				talk(client);
			}
			catch (IOException ex) {
				// Whoever called has gone, or nobody comes any more.
			}
		}
	}

	private void talk(Socket client) throws IOException {
		BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
		say(client, "220 sink ESMTP");
		for (String line = in.readLine(); line != null && !line.startsWith("QUIT"); line = in.readLine()) {
			this.commands.add(line);
			if (this.silent) {
				continue;
			}
			String answer = answer(line.toUpperCase(Locale.ROOT));
			say(client, answer);
			if (answer.startsWith("354")) {
				StringBuilder mail = new StringBuilder();
				for (String text = in.readLine(); text != null && !text.equals("."); text = in.readLine()) {
					mail.append(text).append('\n');
				}
				this.mails.add(mail.toString());
				say(client, "250 Taken");
			}
		}
	}

	private String answer(String line) {
		return this.answers.entrySet()
			.stream()
			.filter((each) -> line.startsWith(each.getKey()))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElseGet(() -> line.startsWith("EHLO") ? this.extensions + "250 SIZE 100000"
					: line.startsWith("DATA") ? "354 Go on" : "250 Good");
	}

	private static void say(Socket client, String line) throws IOException {
		client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
		client.getOutputStream().flush();
	}

	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
