package dev.runnerfleet.benchmark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * Many who ask at once, each on one connection after the other, and altogether so many
 * times a second: the machine is the attacked one's, too.
 */
class Flood implements Attack {

	private final int clients;

	private final int aSecond;

	private final IntFunction<String> request;

	private final AtomicInteger sent = new AtomicInteger();

	private final Map<String, Integer> answers = new TreeMap<>();

	Flood(int clients, int aSecond, IntFunction<String> request) {
		this.clients = clients;
		this.aSecond = aSecond;
		this.request = request;
	}

	@Override
	public String run(int port, long end) throws Exception {
		long begin = System.nanoTime();
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < this.clients; i++) {
			Thread client = new Thread(() -> attack(port, begin, end), "flood");
			client.setDaemon(true);
			client.start();
			threads.add(client);
		}
		for (Thread client : threads) {
			client.join();
		}
		return this.sent + " requests, first of each answer " + this.answers;
	}

	private void attack(int port, long begin, long end) {
		while (System.nanoTime() < end) {
			int number = this.sent.getAndIncrement();
			long due = begin + number * TimeUnit.SECONDS.toNanos(1) / this.aSecond;
			try {
				TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
				note(ask(port, this.request.apply(number)));
			}
			catch (IOException ex) {
				note(ex.getClass().getSimpleName());
			}
			catch (InterruptedException ex) {
				return;
			}
		}
	}

	private static String ask(int port, String request) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			socket.setSoTimeout(30_000);
			socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
			byte[] begin = socket.getInputStream().readNBytes(12);
			return new String(begin, StandardCharsets.ISO_8859_1).replaceFirst("HTTP/1.1 ", "");
		}
	}

	private synchronized void note(String answer) {
		this.answers.merge(answer, 1, Integer::sum);
	}

}
