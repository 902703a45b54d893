package dev.runnerfleet.benchmark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Many who begin a request and then send, or read, next to nothing every second; each
 * that is cut off comes again.
 */
class SlowClients implements Attack {

	private final int count;

	private final String begin;

	private final String drip;

	SlowClients(int count, String begin, String drip) {
		this.count = count;
		this.begin = begin;
		this.drip = drip;
	}

	@Override
	public String run(int port, long end) throws Exception {
		List<SocketChannel> clients = new ArrayList<>();
		int opened = 0;
		try {
			while (System.nanoTime() < end) {
				clients.removeIf((client) -> !goesOn(client));
				for (int i = clients.size(); i < this.count && System.nanoTime() < end; i++) {
					clients.add(open(port));
					opened++;
				}
				TimeUnit.SECONDS.sleep(1);
			}
		}
		finally {
			for (SocketChannel client : clients) {
				client.close();
			}
		}
		return "%d connections of %d at a time".formatted(opened, this.count);
	}

	private SocketChannel open(int port) throws IOException {
		SocketChannel client = SocketChannel.open();
		client.setOption(StandardSocketOptions.SO_RCVBUF, 2048);
		client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		client.configureBlocking(false);
		client.write(bytes(this.begin));
		return client;
	}

	private boolean goesOn(SocketChannel client) {
		try {
			boolean open = client.read(ByteBuffer.allocate(1)) >= 0;
			client.write(bytes(this.drip));
			return open;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static ByteBuffer bytes(String text) {
		return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
	}

}
