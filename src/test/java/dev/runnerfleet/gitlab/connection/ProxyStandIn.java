package dev.runnerfleet.gitlab.connection;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

/**
 * A proxy on loopback that opens tunnels, all of them to one port of this machine,
 * whatever host it is asked for: it knows names that nobody else does.
 */
public class ProxyStandIn implements AutoCloseable {

	private final ServerSocket server = new ServerSocket(0, 20, InetAddress.getLoopbackAddress());

	private final List<String> asked = new CopyOnWriteArrayList<>();

	private final int target;

	private final int status;

	private final @Nullable String password;

	private final Thread acceptor;

	/**
	 * A proxy.
	 * @param target where its tunnels lead
	 * @param status what it answers where it opens none, 200 to open all
	 * @param password name and password that it wants, as {@code name:password}
	 */
	ProxyStandIn(int target, int status, @Nullable String password) throws IOException {
		this.target = target;
		this.status = status;
		this.password = password;
		this.acceptor = daemon(this::accept);
	}

	/** One that opens no tunnel. */
	public static ProxyStandIn refusing() throws IOException {
		return new ProxyStandIn(0, 403, null);
	}

	public int port() {
		return this.server.getLocalPort();
	}

	/** The requests for a tunnel, first lines only. */
	public List<String> asked() {
		return this.asked;
	}

	/** Nobody gets in afterwards: a port is open for as long as somebody waits at it. */
	@Override
	public void close() throws IOException {
		this.server.close();
		try {
			this.acceptor.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void accept() {
		try {
			while (true) {
				Socket client = this.server.accept();
				daemon(() -> serve(client));
			}
		}
		catch (IOException ex) {
			// It was closed.
		}
	}

	private void serve(Socket client) {
		try (client) {
			List<String> head = head(client.getInputStream());
			this.asked.add(head.get(0));
			String credentials = (this.password == null) ? "" : "Proxy-Authorization: Basic "
					+ Base64.getEncoder().encodeToString(this.password.getBytes(StandardCharsets.UTF_8));
			if (this.password != null && !head.contains(credentials)) {
				answer(client, "407 Who are you\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\nContent-Length: 0");
			}
			else if (this.status != 200) {
				answer(client, this.status + " No\r\nContent-Length: 2\r\n\r\n{}");
			}
			else {
				tunnel(client);
			}
		}
		catch (IOException ex) {
			// The portal hung up.
		}
	}

	private void tunnel(Socket client) throws IOException {
		try (Socket gitLab = new Socket(InetAddress.getLoopbackAddress(), this.target)) {
			answer(client, "200 Connection established");
			daemon(() -> {
				try {
					client.getInputStream().transferTo(gitLab.getOutputStream());
				}
				catch (IOException ex) {
					// The other direction ends it.
				}
			});
			gitLab.getInputStream().transferTo(client.getOutputStream());
		}
	}

	private static void answer(Socket client, String lines) throws IOException {
		client.getOutputStream().write(("HTTP/1.1 " + lines + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
	}

	private static List<String> head(InputStream in) throws IOException {
		// Unbuffered, as what follows the head is not the proxy's to read.
		StringBuilder text = new StringBuilder();
		while (text.indexOf("\r\n\r\n") < 0) {
			int octet = in.read();
			if (octet < 0) {
				throw new IOException("The head was cut off");
			}
			text.append((char) octet);
		}
		return text.toString().lines().toList();
	}

	private static Thread daemon(Runnable work) {
		Thread thread = new Thread(work, "proxy");
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

}
