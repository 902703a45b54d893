package dev.runnerfleet.account;

import java.util.Set;

import dev.runnerfleet.web.PageExtra;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Shows on each page where the portal works, as far as is known. */
@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {

	@Bean
	PageExtra identityExtra() {
		return new PageExtra("account/identity", Set.of("account"));
	}

	/** For the template, which no controller fills. */
	@Bean
	HeaderIdentity headerIdentity(Identities identities) {
		return new HeaderIdentity(identities);
	}

	/** Who the portal is, for the header of each page. */
	static final class HeaderIdentity {

		private final Identities identities;

		private HeaderIdentity(Identities identities) {
			this.identities = identities;
		}

		/** The account and the role, blank while they are not known. */
		public String getWords() {
			return this.identities.known()
				.map((identity) -> "AWS %s, %s".formatted(identity.label(), identity.principal()))
				.orElse("");
		}

	}

}
