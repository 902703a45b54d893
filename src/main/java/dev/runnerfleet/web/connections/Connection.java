package dev.runnerfleet.web.connections;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

import org.jspecify.annotations.Nullable;

/** A client's connection, seen from the socket: all that comes and goes is told here. */
class Connection {

	private final Connections all;

	private final ClientDelay patience;

	private volatile @Nullable SocketChannel socket;

	private volatile @Nullable InetAddress counted;

	private volatile boolean ended;

	Connection(Connections all, ClientDelay patience) {
		this.all = all;
		this.patience = patience;
	}

	/**
	 * Begins, or is over.
	 * @param socket the client's, or {@code null} where it has gone
	 */
	void reset(@Nullable SocketChannel socket) throws IOException {
		if (socket == null) {
			this.all.remove(this);
			return;
		}
		this.socket = socket;
		InetAddress address = address(socket.getRemoteAddress());
		this.counted = (address != null) ? Connections.counted(address) : null;
		this.patience.opened(this.all.now());
		this.all.add(this);
	}

	int read(int count) {
		this.patience.read(count, this.all.now());
		return count;
	}

	int wrote(int count, ByteBuffer from) {
		this.patience.wrote(count, !from.hasRemaining(), this.all.now());
		return count;
	}

	ClientDelay patience() {
		return this.patience;
	}

	/** Where it comes from, as {@link Connections#counted(InetAddress)} counts it. */
	@Nullable InetAddress counted() {
		return this.counted;
	}

	boolean isEnded() {
		return this.ended;
	}

	/**
	 * Lets whoever reads or writes, now or next, find it closed: what belongs to it is
	 * tidied up by the thread that uses it.
	 */
	void end() {
		this.ended = true;
		SocketChannel socket = this.socket;
		if (socket == null) {
			return;
		}
		try {
			// What the client does not read is not kept for it.
			socket.setOption(StandardSocketOptions.SO_LINGER, 0);
			socket.shutdownInput();
			socket.shutdownOutput();
		}
		catch (IOException ex) {
			// It has gone by itself.
		}
	}

	static @Nullable InetAddress address(@Nullable SocketAddress address) {
		return (address instanceof InetSocketAddress inet) ? inet.getAddress() : null;
	}

}
