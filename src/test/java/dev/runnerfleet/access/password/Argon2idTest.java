package dev.runnerfleet.access.password;

import org.junit.jupiter.api.Test;

import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

import static org.assertj.core.api.Assertions.assertThat;

class Argon2idTest {

	private final Argon2id argon2id = new Argon2id();

	@Test
	void takesWhatOwaspAsksFor() {
		assertThat(this.argon2id.encode("correct horse battery"))
			.startsWith("{argon2@SpringSecurity_v5_8}$argon2id$v=19$m=19456,t=2,p=1$");
	}

	@Test
	void aPasswordIsTheSameFromEveryKeyboard() {
		String hash = this.argon2id.encode("Zu\u0308rich am See im Schnee");
		assertThat(this.argon2id.matches("Z\u00fcrich am See im Schnee", hash)).isTrue();
		assertThat(this.argon2id.matches("\uff3a\u00fcrich am See im Schnee", hash)).isTrue();
		assertThat(this.argon2id.matches("Zurich am See im Schnee", hash)).isFalse();
	}

	@Test
	void nothingOfALongPasswordIsCutOff() {
		String long128 = "x".repeat(127);
		String hash = this.argon2id.encode(long128 + "y");
		assertThat(this.argon2id.matches(long128 + "y", hash)).isTrue();
		assertThat(this.argon2id.matches(long128 + "z", hash)).isFalse();
	}

	@Test
	void anEarlierHashStillHoldsForWhatWasTypedAndAsksToBeReplaced() {
		String typed = "Zu\u0308rich am See im Schnee";
		String earlier = "{argon2@SpringSecurity_v5_8}"
				+ Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8().encode(typed);
		assertThat(this.argon2id.matches(typed, earlier)).isTrue();
		assertThat(this.argon2id.matches("something else", earlier)).isFalse();
		assertThat(this.argon2id.upgradeEncoding(earlier)).isTrue();
		assertThat(this.argon2id.upgradeEncoding(this.argon2id.encode(typed))).isFalse();
	}

}
