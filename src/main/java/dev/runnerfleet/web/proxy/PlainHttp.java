package dev.runnerfleet.web.proxy;

import java.net.InetAddress;
import java.net.UnknownHostException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

/** Warns of a portal that others reach without TLS, as passwords pass by in the open. */
class PlainHttp {

	private static final Logger logger = LoggerFactory.getLogger(PlainHttp.class);

	private final Environment environment;

	private final TrustedProxies proxies;

	PlainHttp(Environment environment, TrustedProxies proxies) {
		this.environment = environment;
		this.proxies = proxies;
	}

	@EventListener(ApplicationReadyEvent.class)
	void warn() {
		if (isOpen()) {
			logger.warn("The portal listens on {} by plain HTTP, so that others in the network can read passwords and "
					+ "tokens. Put a proxy in front that speaks TLS, list its address in portal.proxies and let nobody "
					+ "else in; or give the portal a certificate with server.ssl.bundle; or let it listen on this "
					+ "machine alone with server.address=127.0.0.1.", where());
		}
	}

	/** Whether anybody but this machine and a trusted proxy is meant to connect. */
	boolean isOpen() {
		return this.proxies.isEmpty() && !speaksTls() && !isLoopback();
	}

	private boolean speaksTls() {
		return this.environment.getProperty("server.ssl.enabled", Boolean.class, true)
				&& (this.environment.containsProperty("server.ssl.bundle")
						|| this.environment.containsProperty("server.ssl.key-store")
						|| this.environment.containsProperty("server.ssl.certificate"));
	}

	private boolean isLoopback() {
		try {
			String address = this.environment.getProperty("server.address", "");
			return !address.isBlank() && InetAddress.getByName(address).isLoopbackAddress();
		}
		catch (UnknownHostException ex) {
			return false;
		}
	}

	private String where() {
		String address = this.environment.getProperty("server.address", "");
		return address.isBlank() ? "every address of this machine" : address;
	}

}
