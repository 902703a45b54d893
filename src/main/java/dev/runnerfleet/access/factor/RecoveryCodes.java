package dev.runnerfleet.access.factor;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.token.Sha512DigestUtils;
import org.springframework.stereotype.Repository;

/** Lets in, once each, whoever has lost the authenticator. */
@Repository
class RecoveryCodes {

	private static final int COUNT = 10;

	/**
	 * So many bits that a plain hash does: nobody tries them all, whoever has the table.
	 */
	private static final int BYTES = 15;

	private final SecureRandom random = new SecureRandom();

	private final JdbcClient jdbc;

	RecoveryCodes(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Makes new ones in place of those from before. */
	List<String> renew(String user) {
		this.jdbc.sql("delete from recovery_code where user_name = ?").param(user).update();
		List<String> codes = Stream.generate(this::code).limit(COUNT).toList();
		codes.forEach((code) -> this.jdbc.sql("insert into recovery_code (user_name, hash) values (?, ?)")
			.params(user, hash(code))
			.update());
		return codes;
	}

	boolean use(String user, String code) {
		return this.jdbc.sql("delete from recovery_code where user_name = ? and hash = ?")
			.params(user, hash(code))
			.update() == 1;
	}

	int left(String user) {
		return this.jdbc.sql("select count(*) from recovery_code where user_name = ?")
			.param(user)
			.query(Integer.class)
			.single();
	}

	void forget(String user) {
		this.jdbc.sql("delete from recovery_code where user_name = ?").param(user).update();
	}

	private String code() {
		byte[] bits = new byte[BYTES];
		this.random.nextBytes(bits);
		return Base32.encode(bits).toLowerCase(Locale.ROOT).replaceAll("(.{4})(?!$)", "$1-");
	}

	/** However it was typed. */
	private static String hash(String code) {
		String plain = code.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
		return HexFormat.of().formatHex(Sha512DigestUtils.sha(plain.getBytes(StandardCharsets.UTF_8)), 0, 32);
	}

}
