package dev.runnerfleet.gitlab.connection;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses behind a name, so that a test can answer for the name service. */
@FunctionalInterface
interface HostLookup {

	InetAddress[] lookup(String host) throws UnknownHostException;

}
