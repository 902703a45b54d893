package dev.runnerfleet.web.connections;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

import org.apache.tomcat.util.net.SecureNioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketBufferHandler;

/** The same under TLS, where a handshake counts as waiting from the connection on. */
class WatchedTlsChannel extends SecureNioChannel {

	private final Connection connection;

	WatchedTlsChannel(SocketBufferHandler buffers, NioEndpoint endpoint, Connection connection) {
		super(buffers, endpoint);
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
