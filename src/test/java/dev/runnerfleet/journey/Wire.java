package dev.runnerfleet.journey;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What lies between a browser and the portal, and can be cut like a cable or fall silent
 * like a connection that only one side believes in.
 */
class Wire implements AutoCloseable {

	private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

	private final Set<Socket> ends = ConcurrentHashMap.newKeySet();

	private volatile int port;

	private final Object gate = new Object();

	private volatile boolean cut;

	private volatile boolean silent;

	Wire(int port) throws IOException {
		this.port = port;
		daemon(this::accept);
	}

	String address() {
		return "http://127.0.0.1:" + this.entrance.getLocalPort();
	}

	/** Leads to another port from now on. */
	void lead(int to) {
		this.port = to;
		mend();
	}

	/** Breaks what is connected and whatever tries to connect. */
	void cut() {
		this.cut = true;
		hangUp();
	}

	/** Lets connections be, but nothing through. */
	void silence() {
		this.silent = true;
	}

	/** Connections that were cut or silent stay lost; new ones hold. */
	void mend() {
		hangUp();
		synchronized (this.gate) {
			this.cut = false;
			this.silent = false;
			this.gate.notifyAll();
		}
	}

	@Override
	public void close() throws IOException {
		this.entrance.close();
		mend();
	}

	private void accept() {
		try {
			while (true) {
				Socket browser = this.entrance.accept();
				if (this.cut) {
					browser.close();
					continue;
				}
				join(browser);
			}
		}
		catch (IOException ex) {
			hangUp();
		}
	}

	/** Where nobody listens the browser is hung up on. */
	private void join(Socket browser) throws IOException {
		try {
			Socket portal = new Socket(InetAddress.getLoopbackAddress(), this.port);
			this.ends.add(browser);
			this.ends.add(portal);
			daemon(() -> carry(browser, portal));
			daemon(() -> carry(portal, browser));
		}
		catch (ConnectException ex) {
			browser.close();
		}
	}

	private void carry(Socket from, Socket to) {
		try (from; to) {
			InputStream in = from.getInputStream();
			OutputStream out = to.getOutputStream();
			byte[] bytes = new byte[8192];
			for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
				awaitSound();
				out.write(bytes, 0, read);
			}
		}
		catch (IOException | InterruptedException ex) {
			// One side has hung up, so the other one is, too.
		}
		finally {
			this.ends.remove(from);
			this.ends.remove(to);
		}
	}

	private void awaitSound() throws InterruptedException {
		synchronized (this.gate) {
			while (this.silent) {
				this.gate.wait();
			}
		}
	}

	private void hangUp() {
		this.ends.forEach((end) -> {
			try {
				end.close();
			}
			catch (IOException ex) {
				// It was closed already.
			}
		});
	}

	private static void daemon(Runnable work) {
		Thread thread = new Thread(work, "wire");
		thread.setDaemon(true);
		thread.start();
	}

}
