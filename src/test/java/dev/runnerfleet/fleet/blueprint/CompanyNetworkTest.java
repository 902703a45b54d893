package dev.runnerfleet.fleet.blueprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.runnerfleet.stack.template.Template;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tomlj.TomlTable;

import static dev.runnerfleet.fleet.blueprint.RenderedBlueprint.at;
import static dev.runnerfleet.fleet.blueprint.RenderedBlueprint.list;
import static org.assertj.core.api.Assertions.assertThat;

/** What a fleet needs to live in a network that is not open to all. */
@EnabledOnOs({ OS.LINUX, OS.MAC })
class CompanyNetworkTest {

	/** The one disk of a worker whose type has none of its own. */
	private static final String EBS = "/dev/nvme0n1 Amazon Elastic Block Store";

	private static final String ONE = "-----BEGIN CERTIFICATE-----\n" + "QUJD".repeat(16) + "\n" + "REVG".repeat(3)
			+ "\n-----END CERTIFICATE-----\n";

	private static final String TWO = ONE + ONE.replace("REVG", "R0hJ");

	private static final Map<String, String> PROXY = Map.of("HttpProxy", "http://proxy.example.com:3128", "NoProxy",
			".example.com,10.0.0.0/8");

	private static final String DIRECT = "localhost,127.0.0.1,169.254.169.254,fd00:ec2::254,.example.com,10.0.0.0/8";

	@TempDir
	private Path root;

	/** A text field of a form takes line ends away, or makes spaces of them. */
	static Stream<String> waysToGiveCertificates() {
		return Stream.of(TWO, TWO.strip(), TWO.replace("\n", "\r\n"), TWO.replace("\n", ""), TWO.replace("\n", " "));
	}

	@ParameterizedTest
	@MethodSource("waysToGiveCertificates")
	void theManagerTrustsCertificatesHoweverTheyWereGiven(String given) throws Exception {
		RenderedBlueprint fleet = fleet(Map.of("CertificateAuthorities", given));
		assertThat(fleet.violations()).isEmpty();
		assertThat(fleet.file("/etc/runner-fleet/authorities.crt")).isEqualTo(TWO);
		assertThat(RenderedBlueprint.runner(fleet.config()).getString("tls-ca-file"))
			.isEqualTo("/etc/runner-fleet/authorities.crt");
		ManagerHost manager = new ManagerHost(this.root);
		manager.place(fleet);
		manager.boot();
		assertThat(manager.path("etc/pki/ca-trust/source/anchors/runner-fleet.crt")).hasContent(TWO);
		assertThat(manager.log()).containsSubsequence("update-ca-trust", "gitlab-runner verify");
	}

	@Test
	void aCertificateThatGoesIsTrustedNoLonger() throws Exception {
		ManagerHost manager = new ManagerHost(this.root);
		manager.place(fleet(Map.of("CertificateAuthorities", ONE)));
		manager.boot();
		manager.forgetLog();
		manager.place(fleet(Map.of("CertificateAuthorities", ONE)));
		assertThat(manager.run("update")).isZero();
		assertThat(manager.log()).doesNotContain("update-ca-trust", "restart");
		manager.place(fleet(Map.of()));
		assertThat(manager.run("update")).isZero();
		assertThat(manager.path("etc/pki/ca-trust/source/anchors/runner-fleet.crt")).doesNotExist();
		assertThat(manager.log()).containsOnlyOnce("update-ca-trust")
			.contains("systemctl restart --no-block gitlab-runner");
	}

	@Test
	void aProxyReachesManagerAgentRunnerAndJobs() throws Exception {
		RenderedBlueprint fleet = fleet(PROXY);
		assertThat(fleet.violations()).isEmpty();
		String url = "http://proxy.example.com:3128";
		assertThat(fleet.file("/etc/runner-fleet/environment").lines()).contains("http_proxy=" + url,
				"https_proxy=" + url, "no_proxy=" + DIRECT, "HTTP_PROXY=" + url, "HTTPS_PROXY=" + url,
				"NO_PROXY=" + DIRECT);
		assertThat(entries(fleet)).contains("HTTPS_PROXY=" + url, "https_proxy=" + url, "no_proxy=" + DIRECT);
		assertThat(fleet.userData()).contains("'" + url + "' '.example.com,10.0.0.0/8'\n");
		ManagerHost manager = new ManagerHost(this.root);
		manager.place(fleet);
		manager.boot();
		assertThat(manager.run("prepare")).isZero();
		assertThat(manager.path("opt/aws/amazon-cloudwatch-agent/etc/common-config.toml")).content()
			.contains("https_proxy = \"" + url + '"', "no_proxy = \"" + DIRECT + '"');
		manager.forgetLog();
		manager.place(fleet(Map.of()));
		assertThat(manager.run("update")).isZero();
		assertThat(manager.log()).contains("systemctl restart --no-block gitlab-runner");
		assertThat(manager.path("opt/aws/amazon-cloudwatch-agent/etc/common-config.toml")).isEmptyFile();
	}

	@Test
	void whoSetsAProxyOfTheirOwnForJobsHasTheLastWord() {
		RenderedBlueprint fleet = fleet(Map.of("HttpProxy", "http://proxy:3128", "Environment", "HTTPS_PROXY=,A=b"));
		assertThat(entries(fleet)).endsWith("HTTPS_PROXY=", "A=b");
		assertThat(entries(fleet).indexOf("HTTPS_PROXY=http://proxy:3128")).isNotNegative();
	}

	@Test
	void withoutAnyOfItNothingIsSaid() {
		RenderedBlueprint fleet = fleet(Map.of());
		assertThat(fleet.file("/etc/runner-fleet/environment").toLowerCase()).doesNotContain("proxy", "authorities",
				"bundle");
		assertThat(fleet.file("/etc/runner-fleet/authorities.crt")).isEmpty();
		assertThat(fleet.file("/etc/runner-fleet/config.toml")).doesNotContain("proxy", "tls-ca-file");
	}

	@Test
	void workersGetWhatTheirDockerNeedsBeforeItStarts() throws Exception {
		String log = boot(fleet(
				Map.of("CertificateAuthorities", TWO.replace("\n", ""), "HttpProxy", "http://proxy.example.com:3128",
						"NoProxy", ".example.com,10.0.0.0/8", "RegistryMirror", "https://mirror.example.com")));
		assertThat(this.root.resolve("etc/pki/ca-trust/source/anchors/runner-fleet.crt")).hasContent(TWO);
		assertThat(this.root.resolve("etc/docker/daemon.json"))
			.hasContent("{\"registry-mirrors\": [\"https://mirror.example.com\"]}");
		assertThat(this.root.resolve("etc/systemd/system/docker.service.d/proxy.conf")).content()
			.contains("HTTPS_PROXY=http://proxy.example.com:3128 NO_PROXY=" + DIRECT);
		assertThat(log).containsSubsequence("update-ca-trust", "dnf install -y docker http://proxy.example.com:3128",
				"systemctl enable --now docker", "systemctl daemon-reload", "systemctl restart docker", "usermod");
	}

	@Test
	void workersOfAnOpenNetworkJustStartDocker() throws Exception {
		String log = boot(fleet(Map.of()));
		assertThat(log.lines()).containsExactly("systemctl mask --now ecs ", "dnf install -y docker ",
				"systemctl enable --now docker ", "usermod --append --groups docker ec2-user ");
		assertThat(this.root.resolve("etc/docker")).doesNotExist();
	}

	@Test
	void workersWhoseImageBringsDockerInstallNothing() throws Exception {
		assertThat(boot(fleet(Map.of()), 0, EBS).lines()).containsExactly("systemctl mask --now ecs ",
				"systemctl enable --now docker ", "usermod --append --groups docker ec2-user ");
	}

	@Test
	void dockerLivesOnADiskThatComesWithTheMachine() throws Exception {
		String log = boot(fleet(Map.of()), 1, """
				/dev/nvme0n1 Amazon Elastic Block Store
				/dev/nvme1n1 Amazon EC2 NVMe Instance Storage
				/dev/nvme2n1 Amazon EC2 NVMe Instance Storage""");
		assertThat(log.lines()).containsSubsequence("mkfs.ext4 -qE nodiscard /dev/nvme1n1 ",
				"systemctl stop docker.socket docker ", "mount -o X-mount.mkdir /dev/nvme1n1 /var/lib/docker ",
				"systemctl enable --now docker ");
	}

	@Test
	void furtherSecurityGroupsComeBesideTheFleetsOwn() {
		RenderedBlueprint fleet = fleet(Map.of("ManagerSecurityGroupIds", "sg-0123456789abcdef0",
				"WorkerSecurityGroupIds", "sg-11111111,sg-22222222"));
		assertThat(fleet.violations()).isEmpty();
		assertThat(at(list(at(fleet.instance(), "NetworkInterfaces")).get(0), "Groups"))
			.isEqualTo(List.of("ManagerSecurityGroup", "sg-0123456789abcdef0"));
		assertThat(at(list(at(worker(fleet), "NetworkInterfaces")).get(0), "Groups"))
			.isEqualTo(List.of("WorkerSecurityGroup", "sg-11111111", "sg-22222222"));
	}

	@Test
	void anInstanceProfileComesWithASecondHop() {
		Object worker = worker(fleet(Map.of("WorkerInstanceProfile", "build-jobs")));
		assertThat(at(worker, "IamInstanceProfile", "Name")).isEqualTo("build-jobs");
		assertThat(at(worker, "MetadataOptions", "HttpPutResponseHopLimit")).isEqualTo(2);
		assertThat(at(worker(fleet(Map.of())), "MetadataOptions", "HttpPutResponseHopLimit")).isEqualTo(1);
	}

	@Test
	void aRoleForJobsIsMadeOfPolicies() {
		String boundary = "arn:aws:iam::123456789012:policy/boundary";
		String read = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
		String own = "arn:aws:iam::123456789012:policy/ci/deploy";
		RenderedBlueprint fleet = fleet(Map.of("WorkerPolicyArns", read + "," + own, "PermissionsBoundary", boundary,
				"RolePath", "/ci/fleets/"));
		assertThat(fleet.violations()).isEmpty();
		assertThat(fleet.properties("WorkerRole")).containsEntry("ManagedPolicyArns", List.of(read, own))
			.containsEntry("PermissionsBoundary", boundary)
			.containsEntry("Path", "/ci/fleets/")
			.doesNotContainKey("Policies");
		assertThat(fleet.properties("ManagerRole")).containsEntry("Path", "/ci/fleets/");
		assertThat(fleet.properties("WorkerProfile")).containsEntry("Roles", List.of("WorkerRole"));
		assertThat(at(worker(fleet), "IamInstanceProfile", "Name")).isEqualTo("WorkerProfile");
		assertThat(at(worker(fleet), "MetadataOptions", "HttpPutResponseHopLimit")).isEqualTo(2);
		assertThat(fleet(Map.of()).resources()).doesNotContainKeys("WorkerRole", "WorkerProfile");
	}

	/**
	 * AWS replaces a role whose path is named, the default too, where none was before.
	 */
	@Test
	void anUpdateKeepsTheManagersRole() {
		assertThat(fleet(Map.of()).properties("ManagerRole")).doesNotContainKey("Path");
	}

	@Test
	void permissionsForJobsComeFromOnePlace() {
		Template template = new Blueprints().first().template();
		Map<String, String> values = Map.of("WorkerPolicyArns", "arn:aws:iam::aws:policy/ReadOnlyAccess");
		assertThat(template.evaluate(values, Map.of("AWS::Region", "eu-central-1")).brokenRules()).isEmpty();
		Map<String, String> both = Map.of("WorkerPolicyArns", "arn:aws:iam::aws:policy/ReadOnlyAccess",
				"WorkerInstanceProfile", "build-jobs");
		assertThat(template.evaluate(both, Map.of("AWS::Region", "eu-central-1")).brokenRules()).singleElement()
			.asString()
			.contains("an instance profile or policies");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Kostenstelle Süd=Köln + Bonn", "部门=建設", "a b=c d" })
	void tagsHaveSpacesAndLettersOfAnyLanguage(String tag) {
		RenderedBlueprint fleet = fleet(Map.of("WorkerTag2", tag));
		assertThat(fleet.violations()).isEmpty();
		String[] parts = tag.split("=");
		assertThat(list(at(worker(fleet), "TagSpecifications"))).hasSize(3)
			.allSatisfy((specification) -> assertThat(list(at(specification, "Tags")))
				.contains(Map.of("Key", parts[0], "Value", parts[1])));
	}

	@Test
	void tagsReachInstanceVolumeAndInterface() {
		Object worker = worker(fleet(Map.of("WorkerTag", "CostCenter=4711", "WorkerTag2", "team=a b")));
		assertThat(list(at(worker, "TagSpecifications"))).hasSize(3)
			.allSatisfy((specification) -> assertThat(list(at(specification, "Tags")))
				.contains(Map.of("Key", "CostCenter", "Value", "4711"), Map.of("Key", "team", "Value", "a b")))
			.extracting((specification) -> at(specification, "ResourceType"))
			.containsExactlyInAnyOrder("instance", "volume", "network-interface");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', textBlock = """
			CertificateAuthorities, "MIIB"
			CertificateAuthorities, "-----BEGIN PRIVATE KEY-----MIIB-----END PRIVATE KEY-----"
			CertificateAuthorities, "-----BEGIN CERTIFICATE-----MIIB'; reboot-----END CERTIFICATE-----"
			HttpProxy, proxy.example.com:3128
			HttpProxy, "http://user:secret@proxy.example.com:3128"
			HttpProxy, "http://proxy'$(reboot)"
			HttpProxy, socks5://proxy.example.com
			NoProxy, "a, b"
			NoProxy, "a,,b"
			NoProxy, "a'b"
			RegistryMirror, mirror.example.com
			RegistryMirror, "https://mirror.example.com/a/b"
			ManagerSecurityGroupIds, default
			WorkerSecurityGroupIds, "sg-11111111, sg-22222222"
			WorkerPolicyArns, ReadOnlyAccess
			WorkerPolicyArns, "arn:aws:iam::aws:policy/a, arn:aws:iam::aws:policy/b"
			WorkerPolicyArns, "arn:aws:iam::aws:policy/a,"
			WorkerPolicyArns, "arn:aws:iam::aws:role/a"
			RolePath, ci
			RolePath, /ci
			ManagerSshCidr, 10.0.0.0./8
			ManagerSshCidr, 1000/8
			ManagerSshCidr, 10.0.0.010/8
			ManagerSshCidr, 10.0.0/8
			ManagerSshCidr, 10.0.0.0.0/8
			WorkerInstanceProfile, "arn:aws:iam::123456789012:instance-profile/x"
			""")
	void refusesWhatNothingCouldRead(String parameter, String value) {
		assertThat(fleet(Map.of(parameter, value)).violations()).hasSize(1);
	}

	/** Runs what a worker runs first, with stubs for the commands of a machine. */
	private String boot(RenderedBlueprint fleet) throws IOException, InterruptedException {
		return boot(fleet, 1, EBS);
	}

	private String boot(RenderedBlueprint fleet, int withoutDocker, String disks)
			throws IOException, InterruptedException {
		String stub = "() { echo \"%s $* ${https_proxy:-}\" >>" + this.root.resolve("log") + "; }\n";
		StringBuilder stubs = new StringBuilder("command() { return " + withoutDocker + "; }\nsleep() { return 0; }\n");
		stubs.append("lsblk() { echo '%s'; }\n".formatted(disks));
		Stream.of("dnf", "systemctl", "usermod", "update-ca-trust", "mkfs.ext4", "mount")
			.forEach((name) -> stubs.append(name).append(stub.formatted(name)));
		WorkerMachine.boot(fleet, this.root, stubs.toString());
		return Files.readString(this.root.resolve("log"));
	}

	private static Object worker(RenderedBlueprint fleet) {
		return at(fleet.properties("WorkerTemplate"), "LaunchTemplateData");
	}

	private static List<String> entries(RenderedBlueprint fleet) {
		TomlTable runner = RenderedBlueprint.runner(fleet.config());
		return runner.getArray("environment").toList().stream().map(String::valueOf).toList();
	}

	private static RenderedBlueprint fleet(Map<String, String> values) {
		return RenderedBlueprint.of("docker-autoscaler", values);
	}

}
