package dev.runnerfleet.gitlab.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import dev.runnerfleet.gitlab.Explanation;
import dev.runnerfleet.gitlab.runner.GitLabFixture;
import dev.runnerfleet.gitlab.runner.RunnerTokens;
import dev.runnerfleet.gitlab.runner.RunnerWish;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A listener on every loopback address stands where each of these URLs could lead, so
 * that one byte sent anywhere would be noticed.
 */
class HostileUrlTest {

	private static final Map<String, String> NAMES = Map.ofEntries(Map.entry("localhost", "127.0.0.1"),
			Map.entry("metadata.google.internal", "169.254.169.254"), Map.entry("inside.example", "10.1.2.3"),
			Map.entry("inside6.example", "fd12::1"), Map.entry("me.example", "127.0.0.2"),
			Map.entry("zero.example", "0.0.0.0"), Map.entry("xn--e1afmkfd.example", "192.168.0.1"));

	private ServerSocket listener;

	@BeforeEach
	void listen() throws IOException {
		this.listener = new ServerSocket(0, 50, InetAddress.getByName("0.0.0.0"));
		this.listener.setSoTimeout(1);
	}

	@AfterEach
	void nobodyKnocked() throws IOException {
		org.assertj.core.api.Assertions.assertThatThrownBy(() -> this.listener.accept().close())
			.isInstanceOf(java.net.SocketTimeoutException.class);
		this.listener.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://127.0.0.1:P", "https://127.0.0.2:P", "https://127.1:P", "https://127.0.1:P",
			"https://2130706433:P", "https://0x7f000001:P", "https://0x7f.0.0.1:P", "https://0x7F.0x0.0x0.0x1:P",
			"https://017700000001:P", "https://0177.0.0.1:P", "https://0127.0.0.1:P", "https://127.0.0.01:P",
			"https://127.0.0.1.:P", "https://127.0.0.1..:P", "https://127.0.0.256:P", "https://127.0.0.1%2e:P",
			"https://0:P", "https://0.0.0.0:P", "https://0.0.0.1:P", "https://[::1]:P", "https://[::]:P",
			"https://[0:0:0:0:0:0:0:1]:P", "https://[::ffff:127.0.0.1]:P", "https://[::ffff:7f00:1]:P",
			"https://[::ffff:8.8.8.8]:P", "https://[::127.0.0.1]:P", "https://[::1%25lo]:P", "https://[::1%lo]:P",
			"https://[64:ff9b::127.0.0.1]:P", "https://[64:ff9b::a9fe:a9fe]", "https://[64:ff9b::808:808]",
			"https://[64:ff9b:1::1]", "https://[2002:7f00:1::]", "https://[2001:0:1::1]", "https://[fd00:ec2::254]",
			"https://[fd12:3456::1]", "https://[fe80::1]", "https://[fec0::1]", "https://[ff02::1]",
			"https://[2001:db8::1]", "https://[100::1]", "https://[3fff::1]", "https://[5f00::1]", "https://[4000::1]",
			"https://169.254.169.254", "https://169.254.170.2", "https://2852039166", "https://0xa9fea9fe",
			"https://0251.0376.0251.0376", "https://169.254.43518", "https://10.0.0.1", "https://172.16.0.1",
			"https://172.31.255.254", "https://192.168.1.1", "https://100.64.0.1", "https://100.100.100.200",
			"https://168.63.129.16", "https://192.0.0.192", "https://192.0.2.1", "https://198.18.0.1",
			"https://198.51.100.1", "https://203.0.113.1", "https://224.0.0.1", "https://240.0.0.1",
			"https://255.255.255.255", "https://192.88.99.1", "https://localhost:P", "https://LOCALHOST:P",
			"https://localhost.:P", "https://me.example:P", "https://zero.example:P", "https://inside.example",
			"https://inside6.example", "https://metadata.google.internal", "https://xn--e1afmkfd.example",
			"https://пример.example", "https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:P", "https://127。0。0。1:P", "https://１２７.0.0.1:P",
			"https://gitlab.com@127.0.0.1:P", "https://gitlab.com:443@127.0.0.1:P", "https://a:b@gitlab.com",
			"https://@127.0.0.1:P", "https://127.0.0.1:P@gitlab.com", "https://gitlab.com#@127.0.0.1:P",
			"https://127.0.0.1:P#@gitlab.com", "https://127.0.0.1:P?@gitlab.com", "https://127.0.0.1:P\\@gitlab.com",
			"https://gitlab.com\\@127.0.0.1:P", "https:\\\\127.0.0.1:P", "https:/127.0.0.1:P", "https:127.0.0.1:P",
			"https:///127.0.0.1:P", "//127.0.0.1:P", "127.0.0.1:P", "https://127.0.0.1:P:443", "https://127.0.0.1:0",
			"https://127.0.0.1:65536", "https://127.0.0.1:-1", "https://gitlab.com:22", "https://gitlab.com:6379",
			"http://gitlab.com", "http://127.0.0.1:P", "ftp://127.0.0.1:P", "file:///etc/passwd",
			"gopher://127.0.0.1:P/_x", "jar:https://127.0.0.1:P!/", "javascript:alert(1)", "data:text/html,x",
			"https://%31%32%37.0.0.1:P", "https://gitlab.com%00.example", "https://gitlab.com%2f@127.0.0.1:P",
			"https://gitlab.com\r\nHost: 127.0.0.1:P", "https://gitlab.com\t.example", "https://git lab.com",
			"https://gitlab.com/../x", "https://gitlab.com//127.0.0.1:P", "https://gitlab.com/..;/x",
			"https://gitlab..com", "https://-gitlab.com", "https://.gitlab.com", "https://git_lab.com", "https://",
			"https://[::1", "https://[gitlab.com]", "https://1.2.3", "https://1.2.3.4.5", "https://0x", "" })
	void isRefusedWithAReasonBeforeAByteIsSent(String url) {
		RunnerTokens tokens = ConnectionFixture.tokens(withPort(), HostileUrlTest::resolve);
		String hostile = url.replace(":P", ":" + this.listener.getLocalPort());
		RunnerWish.Outcome outcome = tokens.exchange(hostile, GitLabFixture.REGISTRATION, GitLabFixture.OPTIONS);
		assertThat(outcome).isInstanceOfSatisfying(RunnerWish.Outcome.Failed.class, (failed) -> {
			assertThat(failed.failure()).as("why %s is refused", hostile).isInstanceOf(UrlFailure.class);
			Explanation words = failed.failure().explain();
			assertThat(words.detail()).isNotBlank();
			assertThat(words.nextStep()).isNotBlank();
			assertThat(words.fields()).containsOnlyKeys("gitlabUrl");
		});
	}

	@Test
	void aNameWithOneBadAddressAmongGoodOnesIsRefused() {
		RunnerTokens tokens = ConnectionFixture.tokens(withPort(),
				(host) -> addresses("198.41.0.4", "127.0.0.1", "2606:4700::1"));
		assertThat(reason(tokens, "https://mixed.example:" + this.listener.getLocalPort()))
			.isEqualTo("mixed.example leads to the portal's own machine.");
	}

	@Test
	void aNameThatResolvesDifferentlyTheSecondTimeIsAskedOnce() {
		AtomicInteger asked = new AtomicInteger();
		CheckedResolver resolver = new CheckedResolver("rebind.example", AddressKind.publicAddresses(),
				(host) -> addresses((asked.incrementAndGet() == 1) ? "198.41.0.4" : "127.0.0.1"));
		assertThat(List.of(resolve(resolver), resolve(resolver))).allSatisfy(
				(each) -> assertThat(each).extracting(InetAddress::getHostAddress).containsExactly("198.41.0.4"));
		assertThat(asked).hasValue(1);
	}

	@Test
	void theNextConversationChecksANewAnswerAgain() {
		AtomicInteger asked = new AtomicInteger();
		RunnerTokens tokens = ConnectionFixture.tokens(withPort(),
				(host) -> addresses((asked.incrementAndGet() == 1) ? "10.0.0.1" : "127.0.0.1"));
		String url = "https://rebind.example:" + this.listener.getLocalPort();
		assertThat(reason(tokens, url)).contains("a private network");
		assertThat(reason(tokens, url)).contains("the portal's own machine");
	}

	@ParameterizedTest
	@CsvSource({ "10.1.2.3, portal.gitlab.allowed-networks", "10.1.2.3, portal.gitlab.allowed-hosts",
			"169.254.169.254, No GitLab can be there" })
	void theRefusalNamesTheSettingWhereThereIsOne(String address, String words) {
		RunnerTokens tokens = ConnectionFixture.tokens(ConnectionFixture.strict(), (host) -> addresses(address));
		RunnerWish.Outcome.Failed failed = (RunnerWish.Outcome.Failed) tokens.exchange("https://git.example",
				GitLabFixture.REGISTRATION, GitLabFixture.OPTIONS);
		assertThat(failed.failure().explain().nextStep()).contains(words);
	}

	@Test
	void noSettingOpensTheMetadataService() {
		GitLabProperties open = ConnectionFixture.properties(List.of("0.0.0.0/0", "::/0"), Set.of("git.example"), true,
				Duration.ofSeconds(5), null);
		for (String address : List.of("169.254.169.254", "fd00:ec2::254", "fe80::1", "224.0.0.1", "0.0.0.0",
				"64:ff9b::a9fe:a9fe")) {
			RunnerTokens tokens = ConnectionFixture.tokens(open, (host) -> addresses(address));
			assertThat(reason(tokens, "https://git.example")).as(address).startsWith("git.example leads to");
			assertThat(reason(tokens, "https://other.example")).as(address).startsWith("other.example leads to");
		}
	}

	private GitLabProperties withPort() {
		GitLabProperties strict = ConnectionFixture.strict();
		return new GitLabProperties(List.of(), Set.of(), Set.of(443, this.listener.getLocalPort()), false, null, null,
				strict.connectTimeout(), strict.readTimeout(), strict.deadline(), strict.answerLimit());
	}

	private static String reason(RunnerTokens tokens, String url) {
		RunnerWish.Outcome outcome = tokens.exchange(url, GitLabFixture.REGISTRATION, GitLabFixture.OPTIONS);
		return ((RunnerWish.Outcome.Failed) outcome).failure().explain().detail();
	}

	private static InetAddress[] resolve(CheckedResolver resolver) {
		try {
			return resolver.resolve("rebind.example");
		}
		catch (UnknownHostException ex) {
			throw new AssertionError(ex);
		}
	}

	/** Knows literals and the names above; anything else would be a name lookup. */
	private static InetAddress[] resolve(String host) throws UnknownHostException {
		boolean literal = host.contains(":") || host.matches("\\d+(\\.\\d+){3}");
		if (literal) {
			return addresses(host);
		}
		if (NAMES.containsKey(host)) {
			return addresses(NAMES.get(host));
		}
		throw new AssertionError("Nobody should ask for " + host);
	}

	private static InetAddress[] addresses(String... literals) throws UnknownHostException {
		InetAddress[] addresses = new InetAddress[literals.length];
		for (int i = 0; i < literals.length; i++) {
			addresses[i] = InetAddress.getByName(literals[i]);
		}
		return addresses;
	}

}
