package dev.runnerfleet.web.connections;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * All clients that are connected. Nobody is shut out because others came before: whoever
 * keeps the portal waiting longest makes room for the next.
 */
class Connections {

	private static final int ENDING = 100;

	private static final int NETWORK_BYTES = 8;

	private final Set<Connection> open = ConcurrentHashMap.newKeySet();

	private final ConnectionProperties properties;

	private final Predicate<InetAddress> proxies;

	private final LongSupplier nanos;

	/**
	 * @param proxies whose connections are those of many clients
	 * @param nanos the time, for differences alone
	 */
	Connections(ConnectionProperties properties, Predicate<InetAddress> proxies, LongSupplier nanos) {
		this.properties = properties;
		this.proxies = proxies;
		this.nanos = nanos;
	}

	Connection create() {
		return new Connection(this, new ClientDelay(this.properties));
	}

	void add(Connection connection) {
		this.open.add(connection);
	}

	void remove(Connection connection) {
		this.open.remove(connection);
	}

	long now() {
		return this.nanos.getAsLong();
	}

	/** How many there can be while some of them are being ended. */
	int places() {
		return this.properties.most() + ENDING;
	}

	/**
	 * Makes room for one more.
	 * @param address where it comes from
	 * @return {@code false} where everybody is being served
	 */
	boolean makeRoom(@Nullable InetAddress address) {
		InetAddress limited = (address != null && !this.proxies.test(address)) ? counted(address) : null;
		int all = 0;
		int same = 0;
		Connection longest = null;
		Connection longestOfSame = null;
		for (Connection each : this.open) {
			if (each.isEnded()) {
				continue;
			}
			all++;
			longest = longerWaiting(longest, each);
			if (limited != null && limited.equals(each.counted())) {
				same++;
				longestOfSame = longerWaiting(longestOfSame, each);
			}
		}
		if (same >= this.properties.perAddress()) {
			return end(longestOfSame);
		}
		return all < this.properties.most() || end(longest);
	}

	/** Ends those that were waited for long enough. */
	void sweep() {
		long now = now();
		for (Connection each : this.open) {
			if (!each.isEnded() && each.patience().isOver(now)) {
				each.end();
			}
		}
	}

	/** Whoever has one IPv6 address has a whole network of them. */
	static InetAddress counted(InetAddress address) {
		if (!(address instanceof Inet6Address)) {
			return address;
		}
		byte[] network = Arrays.copyOf(Arrays.copyOf(address.getAddress(), NETWORK_BYTES), 16);
		try {
			return InetAddress.getByAddress(network);
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static boolean end(@Nullable Connection connection) {
		if (connection != null) {
			connection.end();
		}
		return connection != null;
	}

	private static @Nullable Connection longerWaiting(@Nullable Connection one, Connection other) {
		if (!other.patience().isWaiting()) {
			return one;
		}
		return (one == null || other.patience().since() - one.patience().since() < 0) ? other : one;
	}

}
