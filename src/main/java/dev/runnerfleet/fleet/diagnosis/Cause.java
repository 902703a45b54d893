package dev.runnerfleet.fleet.diagnosis;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import dev.runnerfleet.fleet.ConsoleLinks;
import org.jspecify.annotations.Nullable;

/**
 * What lies behind a failure, for somebody who has never opened CloudFormation.
 *
 * @param id its name in the catalogue, such as {@code no-capacity}
 * @param title what happened
 * @param explanation why
 * @param fix what to set right, whatever is done afterwards
 * @param values whether that takes other values
 * @param logged whether the manager's log group tells more; CloudFormation does not carry
 * its words
 * @param fields parameters of the launch that it may lie in; {@code InstanceType},
 * {@code ImageId} and {@code VolumeSize} are the manager's or the workers', whichever
 * failed
 * @param links where to set it right or read on, the likeliest first
 */
public record Cause(String id, String title, String explanation, String fix, boolean values, boolean logged,
		List<String> fields, List<Link> links) {

	/** The type of the fleet's stack itself. */
	static final String STACK = "AWS::CloudFormation::Stack";

	/** The name of what nobody has met yet. */
	public static final String UNKNOWN = "unknown";

	/**
	 * The same for a fleet, whose own things are linked where they are known.
	 * @param things AWS's id of the fleet's thing of some type, empty if it is not known
	 */
	Cause of(String region, Function<String, Optional<String>> things) {
		List<Link> own = this.links.stream().map((link) -> link.of(region, things)).distinct().toList();
		return new Cause(this.id, this.title, this.explanation, this.fix, this.values, this.logged, this.fields, own);
	}

	/** Where to go on, {@code null} if there is no such place. */
	public @Nullable Link link() {
		return this.links.isEmpty() ? null : this.links.get(0);
	}

	/** Whether the catalogue knows it; of others AWS's own words are all there is. */
	public boolean known() {
		return !this.id.equals(UNKNOWN);
	}

	/**
	 * A way on.
	 *
	 * @param title what is there
	 * @param url its address, in the AWS console or in somebody's documents
	 * @param type the type of the fleet's own thing that it is about, {@code null} if it
	 * is about none, or leads to that very thing
	 */
	public record Link(String title, String url, @Nullable String type) {

		private static final Map<String, String> OWN = Map.of("AWS::EC2::VPC", "The fleet’s VPC", "AWS::EC2::Subnet",
				"The manager’s subnet, its routes and its network ACL", "AWS::EC2::Instance", "The manager",
				"AWS::S3::Bucket", "The fleet’s cache bucket", "AWS::IAM::Role", "The fleet’s role",
				"AWS::Logs::LogGroup", "The fleet’s log group", "AWS::AutoScaling::AutoScalingGroup",
				"The fleet’s group of workers", "AWS::SecretsManager::Secret", "The secret with the runner token",
				STACK, "The fleet’s stack");

		Link(String title, String url) {
			this(title, url, null);
		}

		/** Whether there is such a thing of a fleet. */
		static boolean isOwn(String type) {
			return OWN.containsKey(type);
		}

		private Link of(String region, Function<String, Optional<String>> things) {
			return Optional.ofNullable(this.type)
				.flatMap((known) -> things.apply(known).flatMap((id) -> to(region, known, id)))
				.orElse(this);
		}

		private static Optional<Link> to(String region, String type, String id) {
			String page = type.equals(STACK) ? ConsoleLinks.stack(region, id) : ConsoleLinks.resource(region, type, id);
			return Optional.ofNullable(page).map((url) -> new Link(OWN.getOrDefault(type, id), url));
		}

	}

}
