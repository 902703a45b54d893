package dev.runnerfleet.gitlab.connection;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

import dev.runnerfleet.gitlab.connection.ConnectionFailure.TlsProblem;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.NoHttpResponseException;

/** Reads what the network's exceptions mean. */
final class ConnectionFailures {

	private ConnectionFailures() {
	}

	static ConnectionFailure of(IOException ex, String host, Duration connectTimeout, Duration readTimeout) {
		if (ex instanceof UnknownHostException) {
			return new ConnectionFailure.UnknownHost(host);
		}
		if (ex instanceof ConnectTimeoutException) {
			return new ConnectionFailure.TimedOut(host, connectTimeout);
		}
		if (ex instanceof InterruptedIOException) {
			return new ConnectionFailure.TimedOut(host, readTimeout);
		}
		if (ex instanceof ConnectException || ex instanceof NoRouteToHostException) {
			return new ConnectionFailure.Refused(host);
		}
		if (ex instanceof SSLException) {
			return new ConnectionFailure.TlsFailed(host, tlsProblem(ex));
		}
		if (ex instanceof SocketException || ex instanceof NoHttpResponseException
				|| ex instanceof ConnectionClosedException) {
			return new ConnectionFailure.Broken(host);
		}
		return new ConnectionFailure.NotHttp(host);
	}

	private static TlsProblem tlsProblem(IOException ex) {
		if (ex instanceof SSLPeerUnverifiedException) {
			return TlsProblem.WRONG_NAME;
		}
		if (causes(ex).anyMatch((each) -> each instanceof CertificateExpiredException
				|| each instanceof CertificateNotYetValidException)) {
			return TlsProblem.EXPIRED;
		}
		String messages = causes(ex).map(Throwable::getMessage).toList().toString();
		if (messages.contains("No name matching") || messages.contains("No subject alternative")) {
			return TlsProblem.WRONG_NAME;
		}
		if (messages.contains("PKIX")) {
			return TlsProblem.UNTRUSTED;
		}
		return messages.contains("Unsupported or unrecognized SSL message") ? TlsProblem.NOT_TLS : TlsProblem.OTHER;
	}

	private static Stream<Throwable> causes(Throwable ex) {
		return Stream.iterate(ex, (each) -> each != null, Throwable::getCause).limit(16);
	}

}
