package dev.runnerfleet.notification;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.runnerfleet.secret.KeyVault;
import dev.runnerfleet.secret.Secret;

import org.springframework.stereotype.Component;

/** Keeps addresses and signing secrets so that a copy of the database opens neither. */
@Component
class Seals {

	private static final int SECRET_BYTES = 32;

	private final SecureRandom random = new SecureRandom();

	private final KeyVault vault;

	Seals(KeyVault vault) {
		this.vault = vault.derived("notification targets");
	}

	/** A new secret, as receivers take it. */
	Secret newSecret() {
		byte[] bytes = new byte[SECRET_BYTES];
		this.random.nextBytes(bytes);
		return Secret.of(WebhookMessage.SECRET_PREFIX + Base64.getEncoder().encodeToString(bytes));
	}

	String seal(UUID target, Secret plain) {
		return this.vault.seal(plain.reveal().getBytes(StandardCharsets.UTF_8), Target.owner(target));
	}

	/**
	 * The address in the open, for the one call that it is meant for.
	 * @throws KeyVault.LostKey if the portal's key is another one by now
	 */
	Secret address(Target target) {
		return open(target, target.sealedAddress());
	}

	/**
	 * What its messages are signed with at a moment, the latest first.
	 * @throws KeyVault.LostKey if the portal's key is another one by now
	 */
	List<Secret> secrets(Target target, Instant now) {
		Secret latest = open(target, Objects.requireNonNull(target.sealedSecret()));
		Target.Former former = target.former();
		return (former != null && former.until().isAfter(now)) ? List.of(latest, open(target, former.sealed()))
				: List.of(latest);
	}

	private Secret open(Target target, String sealed) {
		return Secret.of(new String(this.vault.open(sealed, Target.owner(target.id())), StandardCharsets.UTF_8));
	}

}
