package dev.runnerfleet.access.factor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

import dev.runnerfleet.access.factor.FactorProperties.Demand;
import dev.runnerfleet.secret.KeyVault;
import dev.runnerfleet.secret.KeyVault.LostKey;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.web.UnusableSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class KeyVaultTest {

	private static final byte[] PLAIN = "12345678901234567890".getBytes();

	private final KeyVault vault = new KeyVault(() -> key(1));

	@Test
	void whatIsSealedOpensForItsUserAlone() {
		String sealed = this.vault.seal(PLAIN, "mara");
		assertThat(this.vault.open(sealed, "mara")).isEqualTo(PLAIN);
		assertThat(this.vault.seal(PLAIN, "mara")).isNotEqualTo(sealed);
		assertThatExceptionOfType(LostKey.class).isThrownBy(() -> this.vault.open(sealed, "omar"));
		assertThatExceptionOfType(LostKey.class).isThrownBy(() -> new KeyVault(() -> key(2)).open(sealed, "mara"));
	}

	@Test
	void eachPurposeHasAKeyOfItsOwn() {
		String sealed = this.vault.derived("notification targets").seal(PLAIN, "mara");
		assertThat(this.vault.derived("notification targets").open(sealed, "mara")).isEqualTo(PLAIN);
		assertThatExceptionOfType(LostKey.class).isThrownBy(() -> this.vault.open(sealed, "mara"));
		assertThatExceptionOfType(LostKey.class)
			.isThrownBy(() -> this.vault.derived("something else").open(sealed, "mara"));
	}

	@Test
	void theFileIsMadeOnceAndForItsOwnerAlone(@TempDir Path folder) throws Exception {
		Path path = folder.resolve("data/second-factor.key");
		byte[] key = new KeyFile(path).read();
		assertThat(key).hasSize(32);
		assertThat(new KeyFile(path).read()).isEqualTo(key);
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).isEqualTo("rw-------");
	}

	@ParameterizedTest
	@ValueSource(strings = { "too-short", "AAAA", "not base64 at all, but long enough to be taken for one?" })
	void aKeyThatIsNoneStopsTheStart(String key) {
		assertThatExceptionOfType(UnusableSetting.class)
			.isThrownBy(() -> new FactorProperties(Demand.OPTIONAL, Secret.of(key)).key())
			.withMessageContaining("portal.second-factor-key")
			.withMessageNotContaining(key);
	}

	private static byte[] key(int filling) {
		byte[] key = new byte[32];
		Arrays.fill(key, (byte) filling);
		return key;
	}

	@Test
	void aFileThatAKillLeftEmptyIsMadeAgain(@TempDir Path folder) throws Exception {
		Path path = Files.createFile(folder.resolve("second-factor.key"));
		byte[] key = new KeyFile(path).read();
		assertThat(key).hasSize(32);
		assertThat(new KeyFile(path).read()).isEqualTo(key);
	}

}
