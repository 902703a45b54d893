package dev.runnerfleet.network;

import java.util.List;
import java.util.Map;

import dev.runnerfleet.aws.AwsOfOne;
import dev.runnerfleet.aws.Place;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeSpotPriceHistoryRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSpotPriceHistoryResponse;
import software.amazon.awssdk.services.ec2.model.SpotPrice;

/** Prices of spot machines, the same in each zone that is asked about. */
record FakeSpotMarket(@Nullable Map<String, Double> prices) implements Ec2Client, AwsOfOne {

	@Override
	public DescribeSpotPriceHistoryResponse describeSpotPriceHistory(DescribeSpotPriceHistoryRequest request) {
		if (this.prices == null) {
			throw TestNetwork.denied();
		}
		List<String> zones = request.filters().get(0).values();
		return DescribeSpotPriceHistoryResponse.builder()
			.spotPriceHistory(this.prices.entrySet()
				.stream()
				.filter((price) -> request.instanceTypesAsStrings().contains(price.getKey()))
				.flatMap((price) -> zones.stream()
					.map((zone) -> SpotPrice.builder()
						.instanceType(price.getKey())
						.availabilityZone(zone)
						.spotPrice(String.valueOf(price.getValue()))
						.build()))
				.toList())
			.build();
	}

	@Override
	public Ec2Client ec2(Place place) {
		return this;
	}

	@Override
	public String serviceName() {
		return SERVICE_NAME;
	}

	@Override
	public void close() {
	}

}
