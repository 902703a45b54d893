package dev.runnerfleet.network;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Place;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.Tag;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Lists what exists in a region, as it is at this moment. Every method throws
 * {@link AwsFailure} where AWS refuses or does not answer.
 */
@Component
public class Network {

	private final Aws aws;

	private final ApplicationEventPublisher events;

	Network(Aws aws, ApplicationEventPublisher events) {
		this.aws = aws;
		this.events = events;
	}

	/** The region to begin with. */
	public String defaultRegion() {
		return this.aws.defaultRegion();
	}

	/** Codes of the regions that are switched on for the account, in order. */
	public List<String> regions() {
		return AwsFailure.guard("ec2:DescribeRegions", () -> this.aws.ec2(Place.in(defaultRegion())).describeRegions())
			.regions()
			.stream()
			.map((region) -> region.regionName())
			.sorted()
			.toList();
	}

	/** Whether there is a region that the account has not enabled. */
	public boolean isDisabled(String region) {
		return AwsFailure
			.guard("ec2:DescribeRegions",
					() -> this.aws.ec2(Place.in(defaultRegion()))
						.describeRegions((request) -> request.allRegions(true)))
			.regions()
			.stream()
			.anyMatch((each) -> region.equals(each.regionName()) && "not-opted-in".equals(each.optInStatus()));
	}

	/** The region's VPCs, the default one first. */
	public List<Vpc> vpcs(Place place) {
		List<Vpc> vpcs = AwsFailure
			.guard("ec2:DescribeVpcs",
					() -> this.aws.ec2(place)
						.describeVpcsPaginator()
						.vpcs()
						.stream()
						.map((vpc) -> new Vpc(vpc.vpcId(), name(vpc.tags()), vpc.cidrBlock(), vpc.isDefault()))
						.toList())
			.stream()
			.sorted(Comparator.comparing(Vpc::isDefault).reversed().thenComparing(Vpc::name).thenComparing(Vpc::id))
			.toList();
		tell(place, vpcs, Vpc::id, (vpc) -> vpc.name().isEmpty() && vpc.isDefault() ? "default" : vpc.name());
		return vpcs;
	}

	/** A VPC's subnets by zone, each with the way out that its route table gives it. */
	public List<Subnet> subnets(Place place, String vpcId) {
		Filter ofVpc = Filter.builder().name("vpc-id").values(vpcId).build();
		List<RouteTable> tables = AwsFailure.guard("ec2:DescribeRouteTables",
				() -> this.aws.ec2(place)
					.describeRouteTablesPaginator((request) -> request.filters(ofVpc))
					.routeTables()
					.stream()
					.toList());
		Routes routes = new Routes(tables);
		List<Subnet> subnets = AwsFailure
			.guard("ec2:DescribeSubnets",
					() -> this.aws.ec2(place)
						.describeSubnetsPaginator((request) -> request.filters(ofVpc))
						.subnets()
						.stream()
						.map((subnet) -> new Subnet(subnet.subnetId(), subnet.vpcId(), name(subnet.tags()),
								subnet.availabilityZone(), subnet.cidrBlock(), routes.egress(subnet.subnetId()),
								Boolean.TRUE.equals(subnet.mapPublicIpOnLaunch()),
								(subnet.availableIpAddressCount() != null) ? subnet.availableIpAddressCount()
										: Integer.MAX_VALUE))
						.toList())
			.stream()
			.sorted(Comparator.comparing(Subnet::zone).thenComparing(Subnet::name).thenComparing(Subnet::id))
			.toList();
		tell(place, subnets, Subnet::id,
				(subnet) -> subnet.name().isEmpty() ? subnet.zone() : subnet.name() + " · " + subnet.zone());
		return subnets;
	}

	/** Names of the region's key pairs, in order. */
	public List<String> keyPairs(Place place) {
		return AwsFailure.guard("ec2:DescribeKeyPairs", () -> this.aws.ec2(place).describeKeyPairs())
			.keyPairs()
			.stream()
			.map((pair) -> pair.keyName())
			.sorted()
			.toList();
	}

	/** The account; its alias is left out where the portal may not ask for it. */
	public AwsAccount account(Place place) {
		String id = AwsFailure.guard("sts:GetCallerIdentity", () -> this.aws.sts(place).getCallerIdentity()).account();
		try {
			Set<String> aliases = AwsFailure
				.guard("iam:ListAccountAliases", () -> this.aws.iam(place).listAccountAliases())
				.accountAliases()
				.stream()
				.collect(Collectors.toSet());
			return new AwsAccount(id, String.join(", ", aliases));
		}
		catch (AwsFailure ex) {
			return new AwsAccount(id, "");
		}
	}

	private <T> void tell(Place place, List<T> listed, Function<T, String> id, Function<T, String> name) {
		Map<String, String> names = listed.stream()
			.filter((each) -> !name.apply(each).isEmpty())
			.collect(Collectors.toMap(id, name));
		this.events.publishEvent(new NetworkNames.Listed(place, names));
	}

	private static String name(List<Tag> tags) {
		return tags.stream().filter((tag) -> tag.key().equals("Name")).map(Tag::value).findFirst().orElse("");
	}

}
