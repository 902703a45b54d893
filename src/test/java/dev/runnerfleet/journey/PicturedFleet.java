package dev.runnerfleet.journey;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.runnerfleet.sandbox.account.SandboxNetwork;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;

/**
 * A fleet that stands on the pictures of the README among others, so that they show a
 * wall of them.
 *
 * @param ago how long ago it was launched
 * @param name its name
 * @param region where it is
 * @param vpc the sandbox's VPC that decides what becomes of it
 * @param by who launched it
 * @param target the group or project of GitLab that it serves
 * @param tags those of its runner
 * @param idle how many workers it keeps ready
 * @param workers how many jobs it runs at once
 * @param labels those that the portal knows it by
 */
record PicturedFleet(Duration ago, String name, String region, String vpc, String by, String target, List<String> tags,
		int idle, int workers, List<String> labels) {

	/** How long ago the pictures are taken. */
	static final Duration LATEST = Duration.ofMinutes(4);

	private static final String ALL = """
			PT230H, web-team, eu-central-1, production, operator, demo/web, docker node, 2, 20, prod web
			PT212H, search-index, eu-west-1, production, operator, demo/search, docker, 0, 8, prod
			PT205H, docs-site, eu-central-1, production, operator, demo/docs, docker, 0, 2, staging
			PT190H, android, us-east-1, production, admin, demo/mobile/android, docker android, 2, 20, prod mobile
			PT188H, ios-tests, us-east-1, production, admin, demo/mobile/ios, docker ios, 1, 12, prod mobile
			PT170H, warehouse, eu-north-1, production, operator, demo/data/warehouse, docker large, 0, 6, prod data
			PT166H, notebooks, eu-north-1, isolated, operator, demo/data/notebooks, docker gpu, 0, 4, dev data
			PT150H, identity, eu-central-1, production, admin, demo/platform/identity, docker, 1, 10, prod
			PT149H, identity-staging, eu-central-1, production, admin, demo/platform/identity, docker, 0, 4, staging
			PT131H, terraform, eu-west-1, production, admin, demo/platform, docker terraform, 0, 3, prod
			PT126H, game-assets, us-west-2, production, operator, demo/games/assets, docker large, 2, 40, prod games
			PT120H, game-nightly, us-west-2, crowded, operator, demo/games/nightly, docker, 0, 30, dev games
			PT101H, billing, eu-central-1, production, operator, demo/billing, docker, 1, 10, prod pci
			PT97H, billing-staging, eu-central-1, production, operator, demo/billing, docker, 0, 4, staging
			PT80H, maps, ap-southeast-2, production, admin, demo/maps, docker arm, 1, 16, prod
			PT76H, maps-tiles, ap-southeast-2, production, admin, demo/maps/tiles, docker arm large, 0, 50, prod
			PT61H, load-tests, eu-west-1, production, operator, demo/platform/load, docker large, 0, 100, dev
			PT55H, security-scans, eu-central-1, production, admin, demo/security, docker scan, 0, 5, prod
			PT49H, release, eu-central-1, production, admin, demo/release, docker release, 2, 6, prod
			PT30H, chat-bot, eu-west-1, production, operator, demo/support/bot, docker, 0, 2, dev
			PT28H, website, eu-central-1, production, operator, demo/website, docker node, 1, 10, prod web
			PT26H, website-previews, eu-central-1, production, operator, demo/website, docker node, 0, 20, dev web
			PT9H, data-science, eu-north-1, production, operator, demo/data/science, docker gpu, 0, 8, prod data
			PT7H, nightly-builds, eu-west-1, crowded, admin, demo/platform/nightly, docker large, 0, 30, prod
			PT5H, mobile-ci, us-east-1, production, admin, demo/mobile, docker android, 2, 24, prod mobile
			PT4M, checkout, eu-west-1, production, operator, demo/shop, docker node, 1, 10, prod web
			""";

	/** The one that was launched first comes first. */
	static Stream<PicturedFleet> all() {
		return ALL.lines().map((line) -> of(line.split(", ")));
	}

	private static PicturedFleet of(String[] words) {
		return new PicturedFleet(Duration.parse(words[0]), words[1], words[2], words[3], words[4], words[5],
				List.of(words[6].split(" ")), Integer.parseInt(words[7]), Integer.parseInt(words[8]),
				List.of(words[9].split(" ")));
	}

	/** What the API is asked for to launch it. */
	Map<String, Object> launch() {
		SandboxNetwork network = SandboxNetwork.of(this.region);
		Vpc place = network.vpcs()
			.stream()
			.filter((each) -> SandboxNetwork.name(each.tags()).startsWith(this.vpc))
			.findFirst()
			.orElseThrow();
		List<String> subnets = network.subnets()
			.stream()
			.filter((subnet) -> subnet.vpcId().equals(place.vpcId()))
			.map(Subnet::subnetId)
			.toList();
		return Map.of("name", this.name, "region", this.region, "gitlabUrl", "https://gitlab.example.com/",
				"runnerToken", Visitor.TOKEN, "vpcId", place.vpcId(), "subnetIds", subnets, "parameters",
				Map.of("IdleCount", "" + this.idle, "MaxConcurrentBuilds", "" + this.workers), "runner",
				Map.of("target", this.target, "tags", this.tags), "anyway", true);
	}

}
