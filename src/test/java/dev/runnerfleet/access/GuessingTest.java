package dev.runnerfleet.access;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.zaxxer.hikari.HikariDataSource;
import dev.runnerfleet.access.password.HashingQueue;
import dev.runnerfleet.access.throttle.Attempt;
import dev.runnerfleet.access.throttle.GuessingKit;
import dev.runnerfleet.access.throttle.Throttle;
import dev.runnerfleet.access.user.Users;
import dev.runnerfleet.audit.FakeAudit;
import dev.runnerfleet.web.Role;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.servlet.http.Cookie;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import static org.assertj.core.api.Assertions.assertThat;

/** Hundreds of guesses at once, against two replicas over either database. */
class GuessingTest {

	private static final String PASSWORD = "correct horse battery";

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private static EmbeddedPostgres postgres;

	private volatile Instant now = Instant.parse("2026-05-01T10:00:00Z");

	private final Clock clock = ((InstantSource) () -> this.now).withZone(ZoneOffset.UTC);

	private final CountingEncoder encoder = new CountingEncoder();

	private final ExecutorService guessers = Executors.newFixedThreadPool(300);

	private final FakeAudit audit = new FakeAudit();

	private HikariDataSource database = new HikariDataSource();

	private GuessingKit kit;

	private Users users;

	private List<AuthenticationManager> replicas;

	/** What the portal keeps its data in. */
	enum Product {

		H2, POSTGRESQL;

		String url() {
			return (this == H2) ? "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1"
					: postgres.getJdbcUrl("postgres", "postgres");
		}

	}

	@BeforeAll
	static void startPostgres() throws IOException {
		postgres = EmbeddedPostgres.start();
	}

	@AfterAll
	static void stopPostgres() throws IOException {
		postgres.close();
	}

	@AfterEach
	void end() {
		RequestContextHolder.resetRequestAttributes();
		this.guessers.shutdownNow();
		this.database.close();
	}

	@ParameterizedTest
	@CsvSource({ "H2,1,mara", "H2,100,mara", "POSTGRESQL,1,mara", "POSTGRESQL,100,mara", "H2,100,nobody" })
	void atMostTenGuessesOfANameAreCheckedInAnyMinuteAndItsOwnerComesInAfterwards(Product product, int addresses,
			String name) throws Exception {
		start(product);
		Instant end = this.now.plus(Duration.ofMinutes(2));
		while (this.now.isBefore(end)) {
			assertThat(allAtOnce(300, (guess) -> signIn(guess, name, "guess", address(guess % addresses))))
				.doesNotContain("in");
			this.now = this.now.plusSeconds(6);
		}
		assertThat(this.encoder.mostIn(MINUTE)).isBetween(5L, 10L);
		this.now = this.now.plusSeconds(30);
		assertThat(signIn(0, "mara", PASSWORD, address(0))).isEqualTo("in");
	}

	@ParameterizedTest
	@EnumSource
	void aKnownBrowserComesInWhileStrangersGuess(Product product) throws Exception {
		start(product);
		String mark = this.kit.browsers().remember("mara", null);
		allAtOnce(300, (guess) -> signIn(guess, "mara", "guess", address(guess)));
		assertThat(signIn(0, "mara", PASSWORD, "192.0.2.1")).isEqualTo("turned away");
		assertThat(signIn(0, "mara", PASSWORD, "192.0.2.1", mark)).isEqualTo("in");
	}

	@ParameterizedTest
	@EnumSource
	void aKnownBrowserGuessesNoFasterAndForItsOwnNameAlone(Product product) throws Exception {
		start(product);
		this.users.add("omar", PASSWORD, Role.ADMIN);
		String mark = this.kit.browsers().remember("mara", null);
		assertThat(allAtOnce(300, (guess) -> signIn(guess, "mara", "guess", address(guess), mark)))
			.doesNotContain("in");
		assertThat(this.encoder.mostIn(MINUTE)).isEqualTo(5);
		allAtOnce(300, (guess) -> signIn(guess, "omar", "guess", address(guess)));
		assertThat(signIn(0, "omar", PASSWORD, "192.0.2.1", mark)).isEqualTo("turned away");
	}

	@ParameterizedTest
	@EnumSource
	void aKnownBrowserIsAStrangersAgainAfterAnotherPassword(Product product) throws Exception {
		start(product);
		String mark = this.kit.browsers().remember("mara", null);
		this.users.changePassword("mara", "another " + PASSWORD);
		allAtOnce(300, (guess) -> signIn(guess, "mara", "guess", address(guess)));
		assertThat(signIn(0, "mara", "another " + PASSWORD, "192.0.2.1", mark)).isEqualTo("turned away");
	}

	@ParameterizedTest
	@EnumSource
	void confirmingInASessionIsCountedApart(Product product) throws Exception {
		start(product);
		allAtOnce(300, (guess) -> signIn(guess, "mara", "guess", address(guess)));
		assertThat(confirm(0, PASSWORD)).isEqualTo("in");
		assertThat(allAtOnce(300, (guess) -> confirm(guess, "guess")).stream().filter("wrong"::equals)).hasSize(5);
		this.now = this.now.plusSeconds(30);
		assertThat(confirm(0, PASSWORD)).isEqualTo("in");
		assertThat(signIn(0, "mara", PASSWORD, "192.0.2.1")).isEqualTo("in");
	}

	@ParameterizedTest
	@EnumSource
	void aCrowdOfScriptsWithTheRightPasswordTakesNoPlaceFromEachOther(Product product) throws Exception {
		start(product);
		assertThat(allAtOnce(100, (script) -> signIn(0, "mara", PASSWORD, address(0)))).contains("in")
			.doesNotContain("wrong", "turned away");
	}

	@ParameterizedTest
	@EnumSource
	void whatCanBeNobodysNameIsNeitherCountedNorLookedAtNorTold(Product product) throws Exception {
		start(product);
		this.audit.lines().clear();
		List<String> names = List.of("glpat-made-up-token-0001", "-eyJ".repeat(250_000));
		for (String name : names) {
			assertThat(allAtOnce(30, (guess) -> signIn(guess, name, "guess", address(0)))).containsOnly("wrong");
		}
		this.kit.tell();
		assertThat(this.encoder.mostIn(MINUTE)).isZero();
		assertThat(this.audit.lines()).isEmpty();
		assertThat(signIn(0, "mara", PASSWORD, address(0))).isEqualTo("in");
	}

	@ParameterizedTest
	@EnumSource
	void aNameThatLooksLikeAnotherAndItsAddressIsCountedApart(Product product) throws Exception {
		start(product);
		allAtOnce(300, (guess) -> signIn(guess, "and address 192.0.2.1 mara", "guess", address(guess)));
		assertThat(this.kit.throttle().reserve(Attempt.ofStranger("mara", "192.0.2.1"))).isZero();
		for (int more = 0; more < 3; more++) {
			this.kit.throttle().reserve(Attempt.ofStranger("mara", "192.0.2.1"));
		}
	}

	@ParameterizedTest
	@EnumSource
	void aFloodIsTakenDownInAFewEntries(Product product) throws Exception {
		start(product);
		this.audit.lines().clear();
		allAtOnce(300, (guess) -> signIn(guess, "mara", "guess", address(guess)));
		assertThat(this.audit.lines()).hasSize(5)
			.allSatisfy((line) -> assertThat(line).startsWith("mara SIGN_IN_REFUSED mara REFUSED User name or"));
		this.now = this.now.plus(MINUTE);
		this.kit.tell();
		assertThat(this.audit.lines()).hasSize(6)
			.last()
			.isEqualTo("mara SIGN_IN_REFUSED mara REFUSED 295 more attempts since 10:00 UTC: 0 wrong, "
					+ "295 not looked at; from 295 addresses");
	}

	private void start(Product product) {
		this.database.setJdbcUrl(product.url());
		this.database.setUsername((product == Product.H2) ? "sa" : "postgres");
		Flyway flyway = Flyway.configure().dataSource(this.database).cleanDisabled(false).load();
		flyway.clean();
		flyway.migrate();
		this.kit = new GuessingKit(this.database, this.audit, this.clock);
		this.users = new Users(JdbcClient.create(this.database), this.encoder, this.kit.browsers(), this.audit,
				this.clock);
		this.users.add("mara", PASSWORD, Role.OPERATOR);
		this.replicas = List.of(replica(), replica());
	}

	private AuthenticationManager replica() {
		DaoAuthenticationProvider provider = new DaoAuthenticationProvider(this.users);
		provider.setPasswordEncoder(this.encoder);
		return new ThrottledAuthentication(provider, this.kit.throttle(), this.kit.browsers(), this.kit.trail());
	}

	private static String address(int number) {
		return "203.0.113." + number;
	}

	private String signIn(int replica, String name, String password, String address) {
		return signIn(replica, name, password, address, null);
	}

	private String signIn(int replica, String name, String password, String address, @Nullable String mark) {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.setRemoteAddr(address);
		if (mark != null) {
			request.setCookies(new Cookie("KNOWN-BROWSER", mark));
		}
		RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
		return attempt(replica, name, password, new SignInDetails(request));
	}

	private String confirm(int replica, String password) {
		return attempt(replica, "mara", password, Attempt.ofSession("mara"));
	}

	private String attempt(int replica, String name, String password, Object details) {
		UsernamePasswordAuthenticationToken attempt = UsernamePasswordAuthenticationToken.unauthenticated(name,
				password);
		attempt.setDetails(details);
		try {
			this.replicas.get(replica % this.replicas.size()).authenticate(attempt);
			return "in";
		}
		catch (Throttle.TooManyFailures ex) {
			return "turned away";
		}
		catch (HashingQueue.TooBusy ex) {
			return "busy";
		}
		catch (AuthenticationException ex) {
			return "wrong";
		}
	}

	private List<String> allAtOnce(int times, Guess guess) throws Exception {
		List<Callable<String>> guesses = new ArrayList<>();
		for (int number = 0; number < times; number++) {
			int one = number;
			guesses.add(() -> guess.make(one));
		}
		List<String> outcomes = new ArrayList<>();
		for (Future<String> outcome : this.guessers.invokeAll(guesses)) {
			outcomes.add(outcome.get());
		}
		return outcomes;
	}

	/** One of many attempts. */
	private interface Guess {

		String make(int number);

	}

	/** Knows when each password was looked at, and hashes none. */
	private final class CountingEncoder implements PasswordEncoder {

		private final ConcurrentLinkedQueue<Instant> looks = new ConcurrentLinkedQueue<>();

		@Override
		public String encode(@Nullable CharSequence password) {
			return "hash of " + password;
		}

		@Override
		public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
			this.looks.add(GuessingTest.this.now);
			return encode(password).equals(encoded);
		}

		long mostIn(Duration time) {
			Map<Instant, Long> counts = new HashMap<>();
			this.looks.forEach((from) -> counts.put(from,
					this.looks.stream()
						.filter((look) -> !look.isBefore(from) && !look.isAfter(from.plus(time)))
						.count()));
			return counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
		}

	}

}
