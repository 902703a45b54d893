package dev.runnerfleet.network;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Place;
import software.amazon.awssdk.services.ec2.model.DhcpConfiguration;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;

import org.springframework.stereotype.Component;

/**
 * Tells what a VPC lets its machines do. Every method throws {@link AwsFailure} where AWS
 * refuses or does not answer.
 */
@Component
public class VpcRules {

	private final Aws aws;

	VpcRules(Aws aws) {
		this.aws = aws;
	}

	/**
	 * Whether somebody resolves names for the machines: the VPC itself, or name servers
	 * that its DHCP options tell them of.
	 */
	public boolean resolvesNames(Place place, String vpcId) {
		Boolean support = AwsFailure
			.guard("ec2:DescribeVpcAttribute", () -> this.aws.ec2(place)
				.describeVpcAttribute((request) -> request.vpcId(vpcId).attribute(VpcAttributeName.ENABLE_DNS_SUPPORT)))
			.enableDnsSupport()
			.value();
		return !Boolean.FALSE.equals(support) || hasNameServers(place, vpcId);
	}

	private boolean hasNameServers(Place place, String vpcId) {
		Optional<String> options = AwsFailure
			.guard("ec2:DescribeVpcs", () -> this.aws.ec2(place).describeVpcs((request) -> request.vpcIds(vpcId)))
			.vpcs()
			.stream()
			.map(Vpc::dhcpOptionsId)
			.filter((id) -> id != null && id.startsWith("dopt-"))
			.findFirst();
		return options.isPresent()
				&& AwsFailure
					.guard("ec2:DescribeDhcpOptions",
							() -> this.aws.ec2(place)
								.describeDhcpOptions((request) -> request.dhcpOptionsIds(options.get())))
					.dhcpOptions()
					.stream()
					.flatMap((each) -> each.dhcpConfigurations().stream())
					.anyMatch(VpcRules::namesServers);
	}

	private static boolean namesServers(DhcpConfiguration configuration) {
		return "domain-name-servers".equals(configuration.key())
				&& configuration.values().stream().anyMatch((server) -> !"AmazonProvidedDNS".equals(server.value()));
	}

	/**
	 * What the network ACLs of some subnets keep from a machine there.
	 * @param subnetIds the subnets
	 * @return one for each of the subnets that is closed
	 */
	public List<Closed> closed(Place place, Collection<String> subnetIds) {
		List<NetworkAcl> acls = AwsFailure.guard("ec2:DescribeNetworkAcls", () -> this.aws.ec2(place)
			.describeNetworkAclsPaginator(
					(request) -> request.filters((filter) -> filter.name("association.subnet-id").values(subnetIds)))
			.networkAcls()
			.stream()
			.toList());
		return acls.stream()
			.flatMap((acl) -> acl.associations()
				.stream()
				.filter((link) -> subnetIds.contains(link.subnetId()))
				.flatMap((link) -> AclRules.of(acl).closed(link.subnetId()).stream()))
			.toList();
	}

	/**
	 * A subnet whose network ACL lets nobody on the internet be asked.
	 *
	 * @param subnetId the subnet
	 * @param aclId the network ACL
	 * @param outbound whether the question does not get out; otherwise the answer does
	 * not get in
	 */
	public record Closed(String subnetId, String aclId, boolean outbound) {

	}

}
