package dev.runnerfleet.fleet.blueprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A boot in a network with nothing behind it, whose name server writes down what it is
 * asked for: curl is the real one, and commands of Amazon's look up what they would.
 */
@EnabledIf("dev.runnerfleet.fleet.blueprint.Namespaces#areThere")
class BootRehearsalTest {

	/** The ones that docs/blueprints.md lists for a VPC without a way out. */
	private static final String[] INSIDE = { "autoscaling.eu-central-1.amazonaws.com",
			"cloudformation.eu-central-1.amazonaws.com", "ec2-instance-connect.eu-central-1.amazonaws.com",
			"ec2.eu-central-1.amazonaws.com", "gitlab.example.com", "logs.eu-central-1.amazonaws.com",
			"secretsmanager.eu-central-1.amazonaws.com", "sts.eu-central-1.amazonaws.com" };

	private static final String PACKAGES = "al2023-repos-eu-central-1-de612dc2.s3.dualstack.eu-central-1.amazonaws.com";

	private static final String REACHES = """
			look_up() { getent ahosts "$1" >/dev/null || { echo "Could not resolve host: $1" >&2; exit 6; }; }
			case "${0##*/} $*" in
			  'aws '*) look_up "$1.eu-central-1.amazonaws.com" ;;
			  cfn-*) look_up cloudformation.eu-central-1.amazonaws.com ;;
			  dnf*) look_up %s ;;
			  gitlab-runner*fleeting*) [ -e "$PLUGIN" ] || look_up registry.gitlab.com ;;
			  'gitlab-runner verify'*) look_up gitlab.example.com ;;
			esac
			""".formatted(PACKAGES);

	@TempDir
	private Path root;

	private ManagerHost manager;

	@BeforeEach
	void place() throws Exception {
		this.manager = new ManagerHost(this.root);
		this.manager.stub("cfn-init", "exec " + this.root.resolve("opt/runner-fleet/fleet") + " create");
		this.manager.stub("../opt/aws/bin/cfn-signal", "");
		this.manager.installAgent();
		Files.delete(this.root.resolve("bin/curl"));
		Files.delete(this.root.resolve("var/lib/runner-fleet/repository"));
		Files.writeString(this.root.resolve("reaches"), REACHES);
		this.manager.environment.put("PREDECESSOR", "i-old");
		this.manager.environment.put("PLUGIN", this.root.resolve("plugin").toString());
	}

	@Test
	void anImageWithEverythingAsksForNoNameOutside() throws Exception {
		Files.writeString(this.root.resolve("plugin"), "");
		this.manager.environment.put("INSTALLED", "amazon-cloudwatch-agent gitlab-runner");
		boots(String.join("|", INSIDE));
		assertThat(this.manager.lines()).last().satisfies((line) -> assertThat(line.get("outcome")).isEqualTo("done"));
		assertThat(this.manager.log()).contains("systemctl restart gitlab-runner", "cfn-signal --exit-code 0");
		assertThat(names()).containsExactly(INSIDE);
		assertThat(this.manager.run("swap")).isZero();
		this.manager.place(fleet("7"));
		assertThat(this.manager.run("update")).isZero();
		assertThat(this.manager.story()).contains("settle in-force: the new values are in force");
		assertThat(this.manager.run("keep")).isZero();
		assertThat(this.manager.run("release")).isZero();
		assertThat(names()).containsExactly(INSIDE);
	}

	@Test
	void aPluginThatIsMissingIsFetched() throws Exception {
		this.manager.environment.put("INSTALLED", "amazon-cloudwatch-agent gitlab-runner");
		boots(".*");
		assertThat(names()).contains("registry.gitlab.com").doesNotContain(PACKAGES, "packages.gitlab.com");
	}

	@Test
	void packagesThatAreMissingAreFetched() throws Exception {
		boots(".*");
		assertThat(names()).contains(PACKAGES, "packages.gitlab.com");
	}

	/** Nothing is left half done, and CloudFormation hears of it. */
	@Test
	void aBootWithoutTheNamesItNeedsFailsInWords() throws Exception {
		boots(String.join("|", INSIDE));
		assertThat(this.manager.story()).endsWith("agent failed: installing and starting the CloudWatch agent\n"
				+ "cfn-init failed: setting up the manager: \n");
		assertThat(this.manager.log()).contains("cfn-signal --exit-code 6")
			.doesNotContain("restart gitlab-runner", "stop-instances");
	}

	private void boots(String reached) throws Exception {
		this.manager.surroundings = Namespaces.withNameServer(this.root, reached);
		this.manager.launch(fleet("1"));
	}

	private static RenderedBlueprint fleet(String idleCount) {
		return RenderedBlueprint.of("docker-autoscaler",
				Map.of("GitlabUrl", "http://gitlab.example.com/", "IdleCount", idleCount));
	}

	private Set<String> names() throws IOException {
		return new TreeSet<>(Files.readAllLines(this.root.resolve("names")));
	}

}
