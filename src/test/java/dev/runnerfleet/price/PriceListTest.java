package dev.runnerfleet.price;

import java.time.LocalDate;
import java.util.List;

import dev.runnerfleet.price.PriceList.Regional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class PriceListTest {

	private final PriceList list = new PriceList();

	@ParameterizedTest
	@ValueSource(strings = { "us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "eu-central-1",
			"eu-north-1", "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3", "ap-northeast-1", "ap-northeast-2",
			"ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3" })
	void aRegionHasAllThatEveryFleetNeeds(String region) {
		Regional prices = this.list.in(region).orElseThrow();
		assertThat(prices.machineHour("t3.nano").orElseThrow()).isBetween(0.005, 0.01);
		assertThat(prices.machineHour("m5.4xlarge").orElseThrow()).isBetween(0.7, 1.3);
		assertThat(prices.diskMonth()).isBetween(0.08, 0.16);
		assertThat(prices.addressHour()).isEqualTo(0.005);
		assertThat(prices.secretMonth()).isEqualTo(0.4);
	}

	/** As AWS's list gives them one by one. */
	@ParameterizedTest
	@CsvSource({ "us-east-1,c7i.large,0.08925", "eu-west-1,c6a.large,0.08208", "eu-central-1,t3.2xlarge,0.384",
			"us-west-1,t3a.medium,0.0446", "ap-south-1,t3a.micro,0.0062", "eu-west-2,t4g.large,0.0752",
			"ap-northeast-3,t4g.medium,0.0435", "us-east-2,c7g.large,0.0723", "eu-north-1,m7g.medium,0.0434" })
	void theSizesOfAFamilyAreRight(String region, String type, double price) {
		assertThat(this.list.in(region).orElseThrow().machineHour(type).orElseThrow()).isEqualTo(price, within(1e-9));
	}

	@Test
	void whatItDoesNotHoldIsMissing() {
		assertThat(this.list.in("mars-north-1")).isEmpty();
		Regional prices = this.list.in("us-east-1").orElseThrow();
		assertThat(prices.machineHour("m9z.large")).isEmpty();
		assertThat(prices.machineHour("secret")).isEmpty();
		assertThat(this.list.in("eu-north-1").orElseThrow().machineHour("t3a.micro")).isEmpty();
	}

	@Test
	void itSaysWhichDayItIsOf() {
		PriceList other = new PriceList(List.of("# day: 2025-03-01", "item,a,b", "t3.nano,1,", "public-ipv4,,2"));
		assertThat(other.day()).isEqualTo(LocalDate.of(2025, 3, 1));
		assertThat(other.in("a").orElseThrow().machineHour("t3.nano")).hasValue(1);
		assertThat(other.in("b").orElseThrow().addressHour()).isEqualTo(2);
	}

}
