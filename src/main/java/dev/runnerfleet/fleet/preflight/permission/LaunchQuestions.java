package dev.runnerfleet.fleet.preflight.permission;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.runnerfleet.aws.permission.Permissions;
import dev.runnerfleet.fleet.preflight.Plan;
import dev.runnerfleet.stack.template.TemplateResource;

/**
 * Asks for just what one launch or change takes: the policies' statements about the
 * resources that it has, with their names, tags and conditions as they will be.
 */
class LaunchQuestions {

	/** What only some launches need; the rest of the policy they all do. */
	private static final Map<String, String> NEEDED_FOR = Map.of("CreateAddresses", "AWS::EC2::EIP",
			"CreateWorkerGroups", "AWS::AutoScaling::AutoScalingGroup", "StartServices",
			"AWS::AutoScaling::AutoScalingGroup");

	/** The parameters without which nobody needs a statement. */
	private static final Map<String, String> ASKED_FOR_BY = Map.of("GrantToJobs", "WorkerPolicyArns", "UseKeys",
			"KmsKeyArn");

	private static final String CALLED_VIA = "aws:CalledVia";

	private static final String CLOUDFORMATION = "cloudformation.amazonaws.com";

	private static final String FLEET_TAG = "runner-fleet-portal:fleet";

	private static final String LAUNCHED_BY_TAG = "runner-fleet-portal:launched-by";

	/** As CloudFormation names things: the stack, the resource, something random. */
	private static final Pattern NAME = Pattern.compile("^(.*?)\\*-(\\w+)-\\*$");

	private final Plan plan;

	private final Permissions.Identity identity;

	/**
	 * The type of each resource that the fleet will have, by its name in the template.
	 */
	private final Map<String, String> types;

	LaunchQuestions(Plan plan, Permissions.Identity identity) {
		this.plan = plan;
		this.identity = identity;
		this.types = plan.blueprint()
			.template()
			.evaluate(plan.values(), Map.of("AWS::Region", plan.place().region()))
			.resources()
			.values()
			.stream()
			.collect(Collectors.toMap(TemplateResource::logicalId, TemplateResource::type));
	}

	/** How far answers to these questions can be relied on. */
	Certainty certainty() {
		return new Certainty(this.plan, Set.copyOf(this.types.values()));
	}

	/** What the portal itself calls. */
	List<Asked> own() {
		Stream<Policy.Statement> statements = this.plan.isLaunch()
				? Policy.PORTAL.statements("LaunchFleets", "FollowFleets")
				: Policy.PORTAL.statements("ChangeFleets", "FollowFleets");
		return statements.flatMap((statement) -> asked(Policy.PORTAL, statement, context(statement, false))).toList();
	}

	/** That the portal may have CloudFormation work with a role. */
	List<Asked> passing(String role) {
		return Policy.PORTAL.statements("PassServiceRole")
			.map((statement) -> new Asked(
					new Permissions.Question(statement.actions(), List.of(role), context(statement, false)),
					Policy.PORTAL, statement.sid(), true))
			.toList();
	}

	/**
	 * What CloudFormation calls.
	 * @param forwarded whether with the portal's identity, and not with a role of its own
	 */
	List<Asked> ofCloudFormation(boolean forwarded) {
		return Policy.CLOUDFORMATION.statements()
			.stream()
			.filter((statement) -> !NEEDED_FOR.containsKey(statement.sid())
					|| this.types.containsValue(NEEDED_FOR.get(statement.sid())))
			.filter((statement) -> !ASKED_FOR_BY.containsKey(statement.sid())
					|| !this.plan.value(ASKED_FOR_BY.get(statement.sid())).isBlank())
			.flatMap((statement) -> asked(Policy.CLOUDFORMATION, statement, context(statement, forwarded)))
			.toList();
	}

	private Stream<Asked> asked(Policy policy, Policy.Statement statement, Map<String, List<String>> context) {
		boolean own = policy == Policy.PORTAL;
		boolean stacks = statement.actions().get(0).startsWith("cloudformation:");
		List<String> arns = stacks ? List.of(stackArn())
				: statement.resources()
					.stream()
					.filter((pattern) -> !pattern.equals("*") && isThere(pattern))
					.map(this::arn)
					.toList();
		List<String> machines = statement.actions().stream().filter("ec2:RunInstances"::equals).toList();
		List<String> rest = statement.actions()
			.stream()
			.filter((action) -> !machines.contains(action) && !action.contains("*"))
			.toList();
		return Stream
			.of(new Permissions.Question(rest, arns, context),
					new Permissions.Question(machines, machineArns(), context))
			.filter((question) -> !question.actions().isEmpty())
			.map((question) -> new Asked(question, policy, statement.sid(), own));
	}

	private Map<String, List<String>> context(Policy.Statement statement, boolean forwarded) {
		Map<String, List<String>> context = new LinkedHashMap<>();
		String fleet = Objects.requireNonNullElse(this.plan.fleetId(), new UUID(0, 0)).toString();
		Map<String, String> tags = new LinkedHashMap<>(Map.of(FLEET_TAG, fleet, LAUNCHED_BY_TAG, "somebody"));
		Stream.of("WorkerTag", "WorkerTag2")
			.map(this.plan::value)
			.filter((tag) -> tag.contains("="))
			.forEach((tag) -> tags.put(tag.substring(0, tag.indexOf('=')), tag.substring(tag.indexOf('=') + 1)));
		tags.forEach((key, value) -> context.put("aws:RequestTag/" + key, List.of(value)));
		context.put("aws:TagKeys", List.copyOf(new TreeSet<>(tags.keySet())));
		context.put("aws:ResourceTag/" + FLEET_TAG, List.of(fleet));
		boolean global = statement.actions().get(0).startsWith("iam:") && this.identity.partition().equals("aws");
		context.put("aws:RequestedRegion", List.of(global ? "us-east-1" : this.plan.place().region()));
		context.put("aws:SecureTransport", List.of("true"));
		if (!this.plan.value("PermissionsBoundary").isBlank()) {
			context.put("iam:PermissionsBoundary", List.of(this.plan.value("PermissionsBoundary")));
		}
		if (statement.actions().get(0).startsWith("kms:")) {
			context.put("kms:ViaService",
					List.of("secretsmanager.%s.amazonaws.com".formatted(this.plan.place().region())));
		}
		context.put("ec2:InstanceType", List.of(this.plan.value("ManagerInstanceType")));
		statement.conditions().forEach((key, values) -> {
			if (!key.equals(CALLED_VIA) && !values.get(0).contains("*")) {
				context.put(key, List.of(values.get(0)));
			}
		});
		if (forwarded) {
			context.put(CALLED_VIA, List.of(CLOUDFORMATION));
			context.put("aws:CalledViaFirst", List.of(CLOUDFORMATION));
			context.put("aws:CalledViaLast", List.of(CLOUDFORMATION));
			context.put("aws:ViaAWSService", List.of("true"));
		}
		context.values().removeIf((values) -> values.get(0).isBlank());
		return context;
	}

	/** Whether the fleet will have what a pattern is for, such as a role for workers. */
	private boolean isThere(String pattern) {
		Matcher name = NAME.matcher(pattern.substring(pattern.lastIndexOf(':') + 1));
		return !name.matches() || this.types.keySet().stream().anyMatch(name.group(2)::equalsIgnoreCase);
	}

	/** A pattern with the names that the fleet will have. */
	private String arn(String pattern) {
		String bucket = this.plan.value("CacheBucketName");
		String[] parts = pattern.split(":", 6);
		if (parts[2].equals("kms")) {
			return this.plan.value("KmsKeyArn");
		}
		boolean s3 = parts[2].equals("s3");
		Matcher name = NAME.matcher(parts[5]);
		String resource = parts[5];
		if (s3 && !bucket.isBlank()) {
			resource = bucket;
		}
		else if (name.matches()) {
			String path = name.group(1).equals("role/") ? this.plan.value("RolePath").replaceFirst("^/", "") : "";
			resource = name.group(1) + path + name() + "-" + name.group(2) + "-1A2B3C4D5E6F";
		}
		resource = resource.replaceFirst("\\*-manager$", name() + "-manager").replace("*", "1a2b3c4d");
		return String.join(":", parts[0], this.identity.partition(), parts[2],
				parts[3].replace("*", this.plan.place().region()), parts[4].replace("*", this.identity.account()),
				s3 ? resource.toLowerCase(Locale.ROOT) : resource);
	}

	/** A policy may name the stacks that it is about. */
	private String stackArn() {
		return arn("arn:aws:cloudformation:*:*:stack/%s/%s".formatted(name(), new UUID(0, 0)));
	}

	private String name() {
		return this.plan.name().isBlank() ? "fleet" : this.plan.name();
	}

	/** What a machine is made of: a policy may name any of it. */
	private List<String> machineArns() {
		String prefix = "arn:%s:ec2:%s:".formatted(this.identity.partition(), this.plan.place().region());
		String own = prefix + this.identity.account() + ":";
		String subnet = this.plan.subnetIds().stream().findFirst().orElse("subnet-1a2b3c4d");
		return List.of(own + "instance/i-1a2b3c4d", own + "volume/vol-1a2b3c4d", own + "network-interface/eni-1a2b3c4d",
				own + "security-group/sg-1a2b3c4d", own + "subnet/" + subnet, prefix + ":image/ami-1a2b3c4d");
	}

}
