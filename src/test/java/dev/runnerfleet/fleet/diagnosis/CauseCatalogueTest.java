package dev.runnerfleet.fleet.diagnosis;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.runnerfleet.autopsy.Autopsy;
import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.stack.OperationFailure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/** More than a hundred launches with one fault each, and ten without. */
class CauseCatalogueTest {

	private static final CauseCatalogue CATALOGUE = new CauseCatalogue(new Blueprints());

	@TestFactory
	Stream<DynamicTest> aFaultIsNamed() {
		return faults().map((fault) -> DynamicTest.dynamicTest(fault.words, () -> {
			Cause cause = CATALOGUE.cause(fault.evidence);
			assertThat(cause.id()).as(cause.title()).isEqualTo(fault.cause);
			assertThat(List.of(cause.title(), cause.explanation(), cause.fix()))
				.allSatisfy((words) -> assertThat(words).isNotBlank()
					.doesNotContain("{", "}", "[", "]", "  ", "()", " .", "null"));
		}));
	}

	@Test
	void thereAreAHundredAndEachEntryIsMet() {
		assertThat(faults().count()).isGreaterThanOrEqualTo(100);
		Map<String, Long> met = faults().collect(Collectors.groupingBy((fault) -> CATALOGUE.cause(fault.evidence).id(),
				TreeMap::new, Collectors.counting()));
		assertThat(met.keySet())
			.isEqualTo(CATALOGUE.rules().stream().map(CauseRule::id).collect(Collectors.toCollection(TreeSet::new)));
	}

	@TestFactory
	Stream<DynamicTest> whatGoesWellHasNoCause() {
		List<Map<?, ?>> healthy = rows("healthy");
		assertThat(healthy).hasSize(10);
		return IntStream.range(0, healthy.size())
			.mapToObj((i) -> DynamicTest.dynamicTest("healthy " + i,
					() -> assertThat(CATALOGUE.cause(evidence(healthy.get(i))).known()).isFalse()));
	}

	@Test
	void whatTheManagerSaysOutranksThatNoSignalCame() {
		Evidence silent = Evidence.of("eu-central-1",
				new OperationFailure("Manager", "AWS::EC2::Instance", "Received FAILURE signal with UniqueId i-0"));
		assertThat(CATALOGUE.cause(silent).id()).isEqualTo("setup-failed");
		assertThat(CATALOGUE.cause(silent.with(List.of("GitLab answered 403: no"), List.of())).id())
			.isEqualTo("token-refused");
		assertThat(CATALOGUE.cause(silent.with(List.of(), List.of("Max spot instance count exceeded"))).id())
			.isEqualTo("spot-quota");
	}

	@Test
	void aManagerThatWroteNothingHasNoWayOutWhateverItsGroupDoes() {
		Autopsy.Line started = new Autopsy.Line(Instant.EPOCH, Autopsy.SCALING, "Launching a new EC2 instance: i-1",
				null);
		Testimony mute = Testimony.of(new Autopsy(UUID.randomUUID(), UUID.randomUUID(), Autopsy.Purpose.FAILURE,
				Instant.EPOCH, true, Autopsy.Verdict.SILENT, "", "", "", null, null, null, null, List.of(started)));
		Evidence evidence = Evidence.of("eu-central-1", new OperationFailure("Manager", "AWS::EC2::Instance",
				"Failed to receive 1 resource signal(s) within the specified duration"));
		assertThat(CATALOGUE.cause(evidence.with(mute.log(), mute.scaling())).id()).isEqualTo("no-way-out");
	}

	@Test
	void whatAwsKnowsOutranksWhatElseIsInTheLog() {
		Evidence known = Evidence
			.of("eu-central-1",
					new OperationFailure("CacheBucket", "AWS::S3::Bucket", "blue-cache already exists (Service: S3)"))
			.with(List.of("GitLab answered 403: no"), List.of());
		assertThat(CATALOGUE.cause(known).id()).isEqualTo("bucket-exists");
	}

	@Test
	void whatAwsNamesIsInTheTitle() {
		assertThat(title("We currently do not have sufficient g5.xlarge capacity in the Availability Zone you "
				+ "requested (eu-central-1b)."))
			.isEqualTo("AWS has no g5.xlarge machine free in eu-central-1b.");
		assertThat(title("InsufficientInstanceCapacity")).isEqualTo("AWS has no machine free.");
		assertThat(title("User: arn:aws:sts::111122223333:assumed-role/portal/i-0 is not authorized to perform: "
				+ "iam:CreateRole on resource: x because no identity-based policy allows the iam:CreateRole action"))
			.isEqualTo("The permission iam:CreateRole is missing for portal.");
		assertThat(title("more vCPU capacity than your current vCPU limit of 5 allows"))
			.isEqualTo("The account may not run that many processors at once (limit 5 vCPUs).");
	}

	@Test
	void aLinkLeadsToTheRegion() {
		assertThat(
				CATALOGUE.cause(Evidence.of("eu-west-1", new OperationFailure(null, null, "VcpuLimitExceeded"))).link())
			.isEqualTo(new Cause.Link("Ask for a higher quota",
					"https://eu-west-1.console.aws.amazon.com/servicequotas/home/services/ec2/quotas/L-1216C47A?region=eu-west-1"));
	}

	@Test
	void whatAwsNamesIsLinkedItself() {
		assertThat(CATALOGUE
			.cause(Evidence.of("eu-west-1", new OperationFailure("WorkerGroup", null,
					"There are not enough free addresses in subnet 'subnet-0a1b2c3d' to satisfy the requested number")))
			.link())
			.isEqualTo(new Cause.Link("subnet-0a1b2c3d",
					"https://eu-west-1.console.aws.amazon.com/vpcconsole/home?region=eu-west-1#SubnetDetails:subnetId=subnet-0a1b2c3d"));
	}

	@Test
	void whatIsTheFleetsOwnIsLinkedItselfOnceAndTheRestAsAList() {
		Cause cause = CATALOGUE.cause(Evidence
			.of("eu-west-1", new OperationFailure("Manager", null, "Failed to receive 1 resource signal(s)"))
			.with(List.of(), List.of()));
		assertThat(cause.links()).hasSize(4).allMatch((link) -> link.title().contains("of this region"));
		Cause own = cause.of("eu-west-1",
				(type) -> Optional.of("subnet-1").filter((id) -> type.equals("AWS::EC2::Subnet")));
		assertThat(own.links()).extracting(Cause.Link::title)
			.containsExactly("The manager’s subnet, its routes and its network ACL",
					"The VPCs of this region, with their DNS settings");
		assertThat(own.links().get(0).url()).endsWith("#SubnetDetails:subnetId=subnet-1");
	}

	private static String title(String reason) {
		return CATALOGUE.cause(Evidence.of("eu-central-1", new OperationFailure("Manager", null, reason))).title();
	}

	private static Stream<Fault> faults() {
		return rows("faults").stream()
			.map((row) -> new Fault(String.valueOf(row.get("fault")), evidence(row), String.valueOf(row.get("cause"))));
	}

	private static Evidence evidence(Map<?, ?> row) {
		String reason = (row.get("reason") != null) ? String.valueOf(row.get("reason")) : "";
		OperationFailure failure = new OperationFailure((row.get("type") != null) ? "Thing" : null,
				(String) row.get("type"), reason, Boolean.TRUE.equals(row.get("refused")));
		Evidence evidence = Evidence.of("eu-central-1", failure);
		return new Evidence(evidence.region(), evidence.resource(), evidence.type(), evidence.reason(),
				texts(row.get("log")), (row.get("scaling") != null) ? texts(row.get("scaling")) : List.of());
	}

	private static @Nullable List<String> texts(@Nullable Object value) {
		return (value != null) ? ((List<?>) value).stream().map(String::valueOf).toList() : null;
	}

	private static List<Map<?, ?>> rows(String file) {
		try {
			return new Yaml(new SafeConstructor(new LoaderOptions()))
				.load(new ClassPathResource("causes/" + file + ".yaml").getInputStream());
		}
		catch (java.io.IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

	private record Fault(String words, Evidence evidence, String cause) {

	}

}
