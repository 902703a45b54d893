package dev.runnerfleet.fleet.form;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import dev.runnerfleet.aws.PageReads;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.network.TestNetwork;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.web.Option;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A form has what AWS tells, and is not kept waiting for what it does not. */
class AccountChoicesTest {

	private final CountDownLatch silence = new CountDownLatch(1);

	private final PageReads reads = new PageReads(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(2));

	private final Map<String, Runnable> faults = new HashMap<>();

	private final AccountChoices choices = new AccountChoices(TestNetwork.with(this.faults), this.reads);

	@AfterEach
	void speak() {
		this.silence.countDown();
		this.reads.destroy();
	}

	@Test
	void whatThereIsCanBeChosen() {
		AccountOptions all = new AccountChoices(TestNetwork.create(), patient())
			.atOnce(form("vpc-2", "ada", "subnet-a"));
		assertThat(values(all.vpcs())).containsExactly("vpc-2", "vpc-1");
		assertThat(values(all.subnets())).containsExactly("subnet-b");
		assertThat(values(all.closed())).as("without a way out").containsExactly("subnet-a");
		assertThat(values(all.keyPairs())).containsExactly("ada", "zoe");
		assertThat(all.regions()).containsExactly("eu-central-1", "us-east-1");
		assertThat(all.account()).extracting("alias").isEqualTo("blue-ci");
		assertThat(all.pending()).isFalse();
		assertThat(all.troubles()).isEmpty();
	}

	@Test
	void oneDeniedReadEmptiesNoOtherList() {
		this.faults.put("DescribeKeyPairs", () -> {
			throw TestNetwork.denied();
		});
		AccountOptions rest = new AccountChoices(TestNetwork.with(this.faults), patient())
			.inTime(form("vpc-2", "", ""));
		assertThat(values(rest.vpcs())).containsExactly("vpc-2", "vpc-1");
		assertThat(values(rest.subnets())).hasSize(1);
		assertThat(rest.keyPairs()).isEmpty();
		assertThat(rest.account()).isNotNull();
		assertThat(rest.troubles()).singleElement().asString().contains("ec2:DescribeKeyPairs is missing");
	}

	@Test
	void whatAwsIsSilentAboutIsPendingAtFirstAndASentenceLater() {
		this.faults.put("DescribeVpcs", this::hang);
		LaunchForm form = form("vpc-2", "ada", "subnet-a");
		AccountOptions atOnce = this.choices.atOnce(form);
		assertThat(atOnce.pending()).isTrue();
		assertThat(values(atOnce.vpcs())).as("what was chosen stays").containsExactly("vpc-2");
		assertThat(values(atOnce.subnets())).containsExactly("subnet-b");
		AccountOptions inTime = this.choices.inTime(form);
		assertThat(inTime.pending()).isFalse();
		assertThat(inTime.troubles()).singleElement().asString().contains("AWS did not answer", "2 s");
	}

	@Test
	void aRegionThatHangsTakesNothingFromAnother() {
		this.faults.put("DescribeVpcs", this::hang);
		for (int page = 0; page < 20; page++) {
			this.reads.begin(Place.in("us-east-1"), "question " + page, () -> {
				hang();
				return "";
			});
		}
		AccountOptions healthy = new AccountChoices(TestNetwork.create(), this.reads).inTime(form("vpc-2", "", ""));
		assertThat(healthy.troubles()).isEmpty();
		assertThat(values(healthy.vpcs())).hasSize(2);
	}

	@Test
	void whatIsBeingAskedIsNotAskedOnceMore() {
		CountDownLatch asked = new CountDownLatch(2);
		this.faults.put("DescribeVpcs", () -> {
			asked.countDown();
			hang();
		});
		this.choices.atOnce(form("", "", ""));
		this.choices.inTime(form("", "", ""));
		assertThat(asked.getCount()).isOne();
	}

	@Test
	void aRegionThatTheAccountLacksIsNotAsked() {
		this.faults.put("DescribeVpcs", () -> {
			throw new AssertionError("It was asked");
		});
		LaunchForm mars = new LaunchForm("", "", "mars.example.com/", "", Secret.of(""), List.of(), Map.of(), null,
				null, null);
		assertThat(this.choices.inTime(mars).vpcs()).isEmpty();
	}

	private void hang() {
		try {
			this.silence.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static PageReads patient() {
		return new PageReads(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1));
	}

	private static List<String> values(List<Option> options) {
		return options.stream().map(Option::value).toList();
	}

	private static LaunchForm form(String vpcId, String keyPair, String subnetId) {
		return new LaunchForm("", "", "eu-central-1", "docker-autoscaler", Secret.of(""), List.of(subnetId),
				Map.of("VpcId", vpcId, "ManagerKeyPair", keyPair), null, null, null);
	}

}
