package dev.runnerfleet.network;

import java.util.List;

import dev.runnerfleet.aws.Place;
import dev.runnerfleet.web.RefusedValues;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a script can choose from for a launch. */
@RestController
@RequestMapping("/api/v1/network")
@Tag(name = "Network")
class NetworkApi {

	private static final String REGION = "The region's code; the portal's own if left out";

	private final Network network;

	NetworkApi(Network network) {
		this.network = network;
	}

	@GetMapping("/vpcs")
	@Operation(operationId = "listVpcs", summary = "List a region's VPCs, the default one first")
	@ApiResponse(responseCode = "200", description = "All VPCs")
	@ApiResponse(responseCode = "400", description = "The account has no such region")
	List<VpcBody> vpcs(@Parameter(description = REGION) @RequestParam(defaultValue = "") String region) {
		return this.network.vpcs(known(region)).stream().map(VpcBody::of).toList();
	}

	@GetMapping("/subnets")
	@Operation(operationId = "listSubnets", summary = "List a VPC's subnets by zone")
	@ApiResponse(responseCode = "200", description = "All subnets; none if there is no such VPC")
	@ApiResponse(responseCode = "400", description = "The account has no such region, or vpcId is missing")
	List<SubnetBody> subnets(@Parameter(description = "The VPC's id") @RequestParam String vpcId,
			@Parameter(description = REGION) @RequestParam(defaultValue = "") String region) {
		return this.network.subnets(known(region), vpcId).stream().map(SubnetBody::of).toList();
	}

	@GetMapping("/key-pairs")
	@Operation(operationId = "listKeyPairs", summary = "List a region's key pairs by name")
	@ApiResponse(responseCode = "200", description = "All key pairs")
	@ApiResponse(responseCode = "400", description = "The account has no such region")
	List<KeyPairBody> keyPairs(@Parameter(description = REGION) @RequestParam(defaultValue = "") String region) {
		return this.network.keyPairs(known(region)).stream().map(KeyPairBody::new).toList();
	}

	/** A region's code becomes part of a host's name, so only known ones go further. */
	private Place known(String region) {
		if (region.isBlank()) {
			return Place.in(this.network.defaultRegion());
		}
		if (!this.network.regions().contains(region)) {
			throw RefusedValues.of(HttpStatus.BAD_REQUEST, "region", "The account has no such region.");
		}
		return Place.in(region);
	}

	@Schema(name = "Vpc")
	record VpcBody(@Schema(example = "vpc-0a1b2c3d") String id,
			@Schema(description = "Its Name tag, blank if it has none") String name, String cidr,
			@Schema(description = "Whether it is the region's default one") boolean isDefault) {

		private static VpcBody of(Vpc vpc) {
			return new VpcBody(vpc.id(), vpc.name(), vpc.cidr(), vpc.isDefault());
		}

	}

	@Schema(name = "Subnet")
	record SubnetBody(@Schema(example = "subnet-0a1b2c3d") String id, String vpcId,
			@Schema(description = "Its Name tag, blank if it has none") String name,
			@Schema(description = "Its availability zone") String zone, String cidr,
			@Schema(description = "Whether its default route leads to an internet gateway") boolean isPublic,
			@Schema(description = "Where its default route leads") Subnet.Egress egress,
			@Schema(description = "Whether its machines get public addresses of themselves") boolean givesAddresses) {

		private static SubnetBody of(Subnet subnet) {
			return new SubnetBody(subnet.id(), subnet.vpcId(), subnet.name(), subnet.zone(), subnet.cidr(),
					subnet.isPublic(), subnet.egress(), subnet.givesAddresses());
		}

	}

	@Schema(name = "KeyPair")
	record KeyPairBody(String name) {

	}

}
