package dev.runnerfleet.network;

import java.util.List;

import dev.runnerfleet.aws.AwsOfOne;
import dev.runnerfleet.aws.Place;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeDhcpOptionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeDhcpOptionsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkAclsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkAclsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.NetworkAclAssociation;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.PortRange;

/** A VPC whose subnets have one network ACL. */
public final class FakeVpc implements Ec2Client, AwsOfOne {

	private final boolean dnsSupport;

	private final String nameServer;

	private final List<NetworkAclEntry> rules;

	private FakeVpc(boolean dnsSupport, String nameServer, List<NetworkAclEntry> rules) {
		this.dnsSupport = dnsSupport;
		this.nameServer = nameServer;
		this.rules = rules;
	}

	/**
	 * As AWS makes it, but for the rules: such as
	 * {@code out 100 allow 6 443-443 0.0.0.0/0}.
	 */
	public static FakeVpc with(String... rules) {
		return new FakeVpc(true, "AmazonProvidedDNS", List.of(rules).stream().map(FakeVpc::rule).toList());
	}

	/** One that resolves no names itself. */
	public static FakeVpc withoutDns(String nameServer) {
		return new FakeVpc(false, nameServer, List.of());
	}

	private static NetworkAclEntry rule(String text) {
		String[] words = text.split(" ");
		String[] ports = words[4].split("-");
		return NetworkAclEntry.builder()
			.egress(words[0].equals("out"))
			.ruleNumber(Integer.parseInt(words[1]))
			.ruleAction(words[2])
			.protocol(words[3])
			.portRange((ports.length < 2) ? null
					: PortRange.builder().from(Integer.parseInt(ports[0])).to(Integer.parseInt(ports[1])).build())
			.cidrBlock(words[5])
			.build();
	}

	@Override
	public DescribeVpcAttributeResponse describeVpcAttribute(DescribeVpcAttributeRequest request) {
		return DescribeVpcAttributeResponse.builder().enableDnsSupport((value) -> value.value(this.dnsSupport)).build();
	}

	@Override
	public DescribeVpcsResponse describeVpcs(DescribeVpcsRequest request) {
		return DescribeVpcsResponse.builder()
			.vpcs((vpc) -> vpc.vpcId(request.vpcIds().get(0)).dhcpOptionsId("dopt-1"))
			.build();
	}

	@Override
	public DescribeDhcpOptionsResponse describeDhcpOptions(DescribeDhcpOptionsRequest request) {
		return DescribeDhcpOptionsResponse.builder()
			.dhcpOptions((options) -> options.dhcpConfigurations(
					(each) -> each.key("domain-name-servers").values((value) -> value.value(this.nameServer))))
			.build();
	}

	@Override
	public DescribeNetworkAclsResponse describeNetworkAcls(DescribeNetworkAclsRequest request) {
		return DescribeNetworkAclsResponse.builder()
			.networkAcls((acl) -> acl.networkAclId("acl-1")
				.entries(this.rules)
				.associations(request.filters()
					.get(0)
					.values()
					.stream()
					.map((subnet) -> NetworkAclAssociation.builder().subnetId(subnet).build())
					.toList()))
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
