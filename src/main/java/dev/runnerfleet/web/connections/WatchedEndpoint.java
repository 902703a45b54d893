package dev.runnerfleet.web.connections;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Objects;

import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.jspecify.annotations.Nullable;

/** Lets a client in where there is room, over a channel that is watched. */
class WatchedEndpoint extends NioEndpoint {

	private @Nullable Connections connections;

	WatchedEndpoint() {
		// Used again, a channel would be another client's to whoever still looks at it.
		getSocketProperties().setBufferPool(0);
	}

	void watch(Connections connections) {
		this.connections = connections;
	}

	@Override
	protected boolean setSocketOptions(SocketChannel socket) {
		if (hasRoomFor(socket)) {
			return super.setSocketOptions(socket);
		}
		destroySocket(socket);
		return true;
	}

	@Override
	protected NioChannel createChannel(SocketBufferHandler buffers) {
		Connection connection = connections().create();
		return isSSLEnabled() ? new WatchedTlsChannel(buffers, this, connection)
				: new WatchedChannel(buffers, connection);
	}

	private boolean hasRoomFor(SocketChannel socket) {
		try {
			return connections().makeRoom(Connection.address(socket.getRemoteAddress()));
		}
		catch (IOException ex) {
			return false;
		}
	}

	private Connections connections() {
		return Objects.requireNonNull(this.connections);
	}

}
