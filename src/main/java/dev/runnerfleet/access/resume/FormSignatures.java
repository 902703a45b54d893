package dev.runnerfleet.access.resume;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Signs whose page a form is on, so that nobody has forms kept for others: strangers
 * could fill all places. The key is the same at all replicas and after a restart.
 */
@Repository
class FormSignatures {

	private static final String ALGORITHM = "HmacSHA256";

	private static final String PURPOSE = "form owner";

	private static final int BYTES = 32;

	private final JdbcClient jdbc;

	private final SecretKeySpec key;

	FormSignatures(JdbcClient jdbc) {
		this.jdbc = jdbc;
		String hex = find().orElseGet(this::create);
		this.key = new SecretKeySpec(HexFormat.of().parseHex(hex), ALGORITHM);
	}

	/** What the form carries. */
	String of(String name) {
		return name + "/" + HexFormat.of().formatHex(sign(name));
	}

	/** The name that it was made of, unless somebody else made it. */
	Optional<String> read(String mark) {
		String name = mark.replaceFirst("/[0-9a-f]*$", "");
		boolean ours = MessageDigest.isEqual(of(name).getBytes(StandardCharsets.UTF_8),
				mark.getBytes(StandardCharsets.UTF_8));
		return ours ? Optional.of(name) : Optional.empty();
	}

	private byte[] sign(String name) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(this.key);
			return mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Optional<String> find() {
		return this.jdbc.sql("select key_value from signing_key where purpose = ?")
			.param(PURPOSE)
			.query(String.class)
			.optional();
	}

	private String create() {
		byte[] random = new byte[BYTES];
		new SecureRandom().nextBytes(random);
		try {
			this.jdbc.sql("insert into signing_key (purpose, key_value) values (?, ?)")
				.params(PURPOSE, HexFormat.of().formatHex(random))
				.update();
		}
		catch (DuplicateKeyException ex) {
			// Another replica was faster.
		}
		return find().orElseThrow();
	}

}
