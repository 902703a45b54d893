package dev.runnerfleet.fleet.blueprint;

import java.util.Map;
import java.util.Optional;

import dev.runnerfleet.stack.preview.Preview;
import org.jspecify.annotations.Nullable;

/**
 * Says what a resource of a blueprint is, and what it means to a fleet that it changes.
 */
public final class ResourceWords {

	private static final String MANAGER = "AWS::EC2::Instance";

	private static final Map<String, String> NAMES = Map.ofEntries(Map.entry("CacheBucket", "Cache bucket"),
			Map.entry("CacheBucketPolicy", "Access policy of the cache bucket"),
			Map.entry("RunnerTokenSecret", "Secret with the runner token"),
			Map.entry("ManagerSecurityGroup", "Firewall of the manager"),
			Map.entry("WorkerSecurityGroup", "Firewall of the workers"),
			Map.entry("WorkerTemplate", "Launch template of the workers"), Map.entry("WorkerGroup", "Group of workers"),
			Map.entry("ManagerRole", "Permissions of the manager"),
			Map.entry("WorkerRole", "Permissions of the workers"),
			Map.entry("CacheRole", "Permission to put large files into the cache"),
			Map.entry("ManagerProfile", "Instance profile of the manager"),
			Map.entry("WorkerProfile", "Instance profile of the workers"), Map.entry("Manager", "Manager"),
			Map.entry("ManagerGroup", "Group of one that has the manager"),
			Map.entry("ManagerTemplate", "Launch template of the manager"),
			Map.entry("ManagerDrain", "Wait for the manager’s running jobs"),
			Map.entry("ManagerIngress", "Way from a new manager to the old one"),
			Map.entry("ManagerAddress", "Fixed address of the manager"));

	/**
	 * What is said of the group that the manager lives in, and of what it is made from.
	 */
	private static final Map<String, String> OF_GROUP = Map.of("ManagerGroup",
			"The manager sees new settings within about a minute. Where GitLab Runner has to restart for them, "
					+ "it finishes running jobs first.",
			"ManagerTemplate",
			"A new manager checks everything beside the old one. The old one then finishes its running jobs, for as "
					+ "long as the fleet lets it, and the new one takes over. If that fails, the old one stays.");

	/** The same where a fleet gets the group, or loses its instance to it. */
	private static final Map<String, String> GROUPED = Map.of("ManagerGroup",
			"It starts another manager when one is lost, and replaces one only after its running jobs.", "Manager",
			"The group’s manager takes its place. It finishes its running jobs first, for up to about 15 minutes; what "
					+ "still runs then ends. If the change fails, it goes on.");

	private static final Map<String, String> REPLACED = Map.of(MANAGER,
			"A new manager checks everything, then stops the old one: running jobs and their workers end. "
					+ "Do it when the fleet is quiet. If the change fails, the old manager is started again.",
			"AWS::S3::Bucket",
			"The cache starts empty. AWS removes the old bucket only if nothing is in it; otherwise it stays "
					+ "in your account, outside of the fleet, until you remove it.",
			"AWS::EC2::EIP",
			"The manager gets another public address. Tell whoever has allowed the old one in a firewall.",
			"AWS::AutoScaling::AutoScalingGroup", "The workers of the old group end, and the jobs on them.");

	private static final Map<String, String> IN_PLACE = Map.of(MANAGER,
			"It sees new settings within about a minute. Where GitLab Runner has to restart for them, "
					+ "it finishes running jobs first, for up to 2 hours.",
			"AWS::EC2::LaunchTemplate",
			"New workers start with it. Those that exist run on until their jobs or their idle time are used up.",
			"AWS::AutoScaling::AutoScalingGroup", "It keeps its size and its workers; new ones follow it.",
			"AWS::SecretsManager::Secret", "The manager takes a new token over only once GitLab has accepted it.");

	/** The same where it is only another key, or one where AWS's own was. */
	private static final Map<String, String> ENCRYPTED = Map.of("AWS::S3::Bucket",
			"Newly cached files are under this key. Those under another key of yours can be read no more, and jobs cache "
					+ "them anew; those under AWS’s own stay.",
			"AWS::SecretsManager::Secret",
			"The token is under this key from now on. One that the runner has renewed stays under the key before, which "
					+ "the manager may use no longer if it was yours: give a new runner token, too.");

	private static final Map<String, String> REMOVED = Map.of("AWS::EC2::EIP",
			"The manager's fixed address is given back to AWS.");

	private ResourceWords() {
	}

	/** What people call it; its name in the template where they have no word for it. */
	public static String name(String logicalId) {
		return NAMES.getOrDefault(logicalId, logicalId);
	}

	/**
	 * Whether another manager follows the one that there is, once its jobs have ended.
	 */
	public static boolean isFollowed(Preview.ResourceChange change) {
		boolean moved = change.logicalId().equals("ManagerGroup") && change.properties()
			.stream()
			.anyMatch((property) -> property.name().matches("(LaunchTemplate|VPCZoneIdentifier)\\b.*"));
		boolean another = change.logicalId().equals("ManagerTemplate") && change.properties()
			.stream()
			.noneMatch((property) -> property.name().matches("(Tags|TagSpecifications)\\b.*"));
		return change.action() == Preview.ResourceChange.Action.MODIFY && (moved || another);
	}

	/** What the change means, {@code null} where its heading says it all. */
	public static @Nullable String meaning(Preview.ResourceChange change) {
		return switch (change.action()) {
			case REMOVE -> Optional.ofNullable(GROUPED.get(change.logicalId())).orElse(REMOVED.get(change.type()));
			case MODIFY -> change.replacement() != Preview.ResourceChange.Replacement.ALWAYS
					&& OF_GROUP.containsKey(change.logicalId())
							? OF_GROUP.get(isFollowed(change) ? "ManagerTemplate" : "ManagerGroup") : modified(change);
			case ADD -> GROUPED.get(change.logicalId());
			case OTHER -> null;
		};
	}

	private static boolean isEncrypted(Preview.ResourceChange change) {
		return ENCRYPTED.containsKey(change.type()) && !change.properties().isEmpty()
				&& change.properties()
					.stream()
					.allMatch((property) -> property.name().matches("KmsKeyId|BucketEncryption\\b.*"));
	}

	private static @Nullable String modified(Preview.ResourceChange change) {
		return switch (change.replacement()) {
			case ALWAYS -> Optional.ofNullable(REPLACED.get(change.type()))
				.orElse("A new one is made and takes over; then the old one is removed.");
			case MAYBE -> change.type().equals(MANAGER)
					? "AWS knows only while it works. The manager may be restarted or replaced; either ends running jobs."
					: "AWS knows only while it works whether it can change this one or has to replace it.";
			case NEVER -> (isEncrypted(change) ? ENCRYPTED : IN_PLACE).get(change.type());
		};
	}

}
