package dev.runnerfleet.notification;

import java.util.Optional;

import dev.runnerfleet.notification.occurrence.Notification;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Leads from a message to the portal, as far as it knows its own address: there is no
 * request that names one.
 */
@Component
class PortalLinks {

	private final String url;

	PortalLinks(@Value("${portal.url:}") String url) {
		this.url = url.strip().replaceFirst("/+$", "");
	}

	/** Whether messages can have a link. */
	boolean known() {
		return !this.url.isEmpty();
	}

	Optional<String> of(Notification notification) {
		if (!known()) {
			return Optional.empty();
		}
		Notification.Subject fleet = notification.fleet();
		if (fleet == null) {
			return Optional.of(this.url + (notification.parts().isEmpty() ? "/settings/notifications" : "/"));
		}
		return Optional.of(this.url + "/fleets/" + fleet.id());
	}

}
