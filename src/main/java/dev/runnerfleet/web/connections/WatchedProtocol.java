package dev.runnerfleet.web.connections;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.apache.coyote.http11.Http11NioProtocol;
import org.jspecify.annotations.Nullable;

/**
 * HTTP as Tomcat speaks it, over connections that are watched. Public because Tomcat
 * makes it from its name.
 */
public class WatchedProtocol extends Http11NioProtocol {

	private static final int SWEEP_MILLIS = 500;

	private @Nullable Connections connections;

	private @Nullable Future<?> sweeping;

	public WatchedProtocol() {
		super(new WatchedEndpoint());
	}

	/** Has to be told before it starts. */
	void watch(Connections connections, ConnectionProperties properties) {
		this.connections = connections;
		((WatchedEndpoint) getEndpoint()).watch(connections);
		// More than there may be are taken in, so that somebody can make room for them.
		setMaxConnections(connections.places());
		// None of them waits for another's thread.
		setMaxThreads(connections.places());
		setConnectionTimeout(Math.toIntExact(properties.patience().toMillis()));
		setKeepAliveTimeout(Math.toIntExact(properties.idle().toMillis()));
	}

	@Override
	public void start() throws Exception {
		super.start();
		if (this.connections != null) {
			this.sweeping = getUtilityExecutor().scheduleWithFixedDelay(this.connections::sweep, SWEEP_MILLIS,
					SWEEP_MILLIS, TimeUnit.MILLISECONDS);
		}
	}

	@Override
	public void stop() throws Exception {
		if (this.sweeping != null) {
			this.sweeping.cancel(false);
		}
		super.stop();
	}

}
