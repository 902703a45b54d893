package dev.runnerfleet.web.connections;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketBufferHandler;

/** Tells its connection of every read and write. */
class WatchedChannel extends NioChannel {

	private final Connection connection;

	WatchedChannel(SocketBufferHandler buffers, Connection connection) {
		super(buffers);
		this.connection = connection;
	}

	@Override
	public void reset(SocketChannel socket, NioSocketWrapper wrapper) throws IOException {
		super.reset(socket, wrapper);
		this.connection.reset(socket);
	}

	@Override
	public int read(ByteBuffer to) throws IOException {
		return this.connection.read(super.read(to));
	}

	@Override
	public int write(ByteBuffer from) throws IOException {
		return this.connection.wrote(super.write(from), from);
	}

}
