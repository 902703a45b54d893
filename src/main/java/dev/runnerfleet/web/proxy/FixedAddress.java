package dev.runnerfleet.web.proxy;

import java.io.IOException;

import dev.runnerfleet.web.Locations;
import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.http.MimeHeaders;

/** Lets every request look as if it had come to the portal's public address. */
class FixedAddress extends ValveBase {

	private final PublicAddress address;

	FixedAddress(PublicAddress address) {
		super(true);
		this.address = address;
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		request.getCoyoteRequest().scheme().setString(this.address.scheme());
		request.getCoyoteRequest().serverName().setString(this.address.host());
		request.setServerPort(this.address.port());
		request.setSecure(this.address.isSecure());
		MimeHeaders headers = request.getCoyoteRequest().getMimeHeaders();
		headers.removeHeader(ForwardedHeaders.PREFIX);
		if (!this.address.prefix().isEmpty()) {
			headers.addValue(ForwardedHeaders.PREFIX).setString(this.address.prefix());
		}
		request.setAttribute(Locations.FIXED, true);
		getNext().invoke(request, response);
	}

}
