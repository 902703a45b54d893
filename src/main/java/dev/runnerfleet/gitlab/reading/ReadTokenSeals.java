package dev.runnerfleet.gitlab.reading;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

import dev.runnerfleet.secret.KeyVault;
import dev.runnerfleet.secret.Secret;

/** Seals read tokens where there is a key to do so, and opens them for a call. */
class ReadTokenSeals {

	private final Optional<KeyVault> vault;

	ReadTokenSeals(Optional<KeyVault> vault) {
		this.vault = vault;
	}

	/** Whether there is a key, without which no token is kept. */
	boolean configured() {
		return this.vault.isPresent();
	}

	String seal(UUID id, Secret token) {
		return this.vault.orElseThrow().seal(token.reveal().getBytes(StandardCharsets.UTF_8), ReadToken.owner(id));
	}

	/**
	 * The token in the open, for the calls that it is meant for.
	 * @throws KeyVault.LostKey if the key is another one by now
	 */
	Secret open(ReadToken token) {
		return Secret.of(new String(this.vault.orElseThrow().open(token.sealed(), ReadToken.owner(token.id())),
				StandardCharsets.UTF_8));
	}

	/** Whether it could be opened. */
	boolean opens(ReadToken token) {
		try {
			return configured() && !open(token).isBlank();
		}
		catch (KeyVault.LostKey ex) {
			return false;
		}
	}

}
