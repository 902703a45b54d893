package dev.runnerfleet.sandbox.account;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What the sandbox's account can be made to suffer from, on the page that stands in for
 * the AWS console, each with what AWS says of it. docs/sandbox-aws.md lists them.
 */
public enum AccountFault {

	QUOTA("A quota of 5 vCPUs, as in a new account", Effect.onScaling(Words.QUOTA + " Launching EC2 instance failed.")),
	EBS_KEY("Disks are encrypted with a key of its own, which Auto Scaling may not use", Effect.onScaling(Words.KEY)),
	SPOT("The account has no quota for spot workers",
			Effect.onScaling("Max spot instance count exceeded. Launching EC2 " + "instance failed.")),
	PORTAL_DENIED("The portal may not create or change stacks", Effect.onCalls("AccessDenied", """
			User: arn:aws:sts::111122223333:assumed-role/runner-fleet-portal/sandbox is not authorized to perform: \
			{call} on resource: arn:aws:cloudformation:{region}:111122223333:stack/* because no identity-based policy \
			allows the {call} action""", "cloudformation:CreateStack", "cloudformation:UpdateStack",
			"cloudformation:CreateChangeSet")),
	ROLE_DENIED("The portal, with whose rights CloudFormation works, may not create roles",
			Effect.on("AWS::IAM::Role", Words.handler(Words.USER + Words.ROLE, "AccessDenied"))),
	SERVICE_ROLE_DENIED("CloudFormation works with a service role, which may not create roles",
			Effect.on("AWS::IAM::Role", Words.handler(Words.SERVICE + Words.ROLE, "AccessDenied"))),
	ORGANISATION("A policy of the organisation forbids machines", Effect.on("AWS::EC2::Instance", Words
		.handler("You are not authorized to perform this operation. " + Words.USER + "perform: ec2:RunInstances on "
				+ "resource: arn:aws:ec2:{region}:111122223333:instance/* with an explicit deny in a service control "
				+ "policy. Encoded authorization failure message: 3xAmPl3 (Service: Ec2, Status Code: 403, "
				+ "Request ID: {request})", "AccessDenied"))),
	BOUNDARY("Roles need a permissions boundary", Effect.on("AWS::IAM::Role", Words.handler(Words.USER
			+ "perform: iam:CreateRole on resource: arn:aws:iam::111122223333:role/{id} because no permissions "
			+ "boundary allows the iam:CreateRole action (Service: Iam, Status Code: 403, Request ID: {request})",
			"AccessDenied"))),
	TAG_POLICY("A tag policy refuses the fleet's tags", Effect.on("AWS::EC2::Instance", Words
		.handler("The tag policy does not allow the specified value for the following tag key: 'Name'. (Service: Ec2, "
				+ "Status Code: 400, Request ID: {request})", "InvalidRequest"))),
	LAUNCH_TEMPLATE("A policy forbids what the launch template starts", Effect
		.on("AWS::AutoScaling::AutoScalingGroup", Words.handler(
				"You are not authorized to use launch template: {template} (Service: AutoScaling, Status Code: 403, "
						+ "Request ID: {request})",
				"AccessDenied"))),
	LINKED_ROLE("Auto Scaling's service-linked role is missing and may not be made", Effect.on(
			"AWS::AutoScaling::AutoScalingGroup",
			Words.handler("The default Service-Linked Role for Auto Scaling could not be created. " + Words.USER
					+ "perform: iam:CreateServiceLinkedRole on resource: arn:aws:iam::111122223333:role/"
					+ "aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling (Service: AutoScaling, "
					+ "Status Code: 403, Request ID: {request})", "AccessDenied"))),
	PROPAGATING("A new role takes too long to be known", Effect.on("AWS::EC2::Instance", Words.handler(
			"Value ({profile}) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name "
					+ "(Service: Ec2, Status Code: 400, Request ID: {request})",
			"InvalidRequest"))),
	THROTTLED("AWS throttles what CloudFormation asks",
			Effect.on("AWS::IAM::Role",
					Words.handler("Rate exceeded (Service: Iam, Status Code: 400, Request ID: {request})",
							"Throttling"))),
	ADDRESSES("No Elastic IP is left of the quota", Effect.on("AWS::EC2::EIP", Words.handler(
			"The maximum number of addresses has been reached. (Service: Ec2, Status Code: 400, Request ID: {request})",
			"ServiceLimitExceeded"))),
	EARLY_PROPERTY("Early validation finds a property that cannot be",
			Effect.onValidation("AWS::EarlyValidation::PropertyValidation")),
	EARLY_NAME("Early validation finds a name that is taken",
			Effect.onValidation("AWS::EarlyValidation::ResourceExistenceCheck")),
	NO_EVENTS("The portal may not ask what early validation found",
			Effect.onCalls("AccessDenied", Words.PORTAL, "cloudformation:DescribeEvents")),
	NO_SIMULATION("The portal may not simulate permissions",
			Effect.onCalls("AccessDenied", Words.PORTAL, "iam:SimulatePrincipalPolicy")),
	NO_LOGS("The portal may not read logs",
			Effect.onCalls("AccessDeniedException", Words.PORTAL, "logs:DescribeLogStreams", "logs:GetLogEvents",
					"logs:FilterLogEvents")),
	OPT_IN("The region ap-southeast-2 is switched off", Effect.NONE),
	EXPIRING("The portal's credentials end in ten minutes", Effect.NONE);

	/** What one identity alone lacks. */
	private static final Set<AccountFault> RIGHTS = EnumSet.of(PORTAL_DENIED, ROLE_DENIED, SERVICE_ROLE_DENIED);

	/** The vCPUs that a new account has. */
	public static final int SMALL_QUOTA = 5;

	private final String title;

	private final Effect effect;

	AccountFault(String title, Effect effect) {
		this.title = title;
		this.effect = effect;
	}

	/** What is wrong, in words. */
	public String title() {
		return this.title;
	}

	/** Its name on pages and in forms. */
	public String key() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/** Why a resource of a type cannot be created, with places for names. */
	public Optional<String> failure(String type) {
		return Optional.of(this.effect.words()).filter((words) -> type.equals(this.effect.type()));
	}

	/** Why a group starts no machine. */
	public Optional<String> scaling() {
		return Optional.of(this.effect.words()).filter((words) -> this.effect.scaling());
	}

	/** The early validation that fails. */
	public Optional<String> validation() {
		return Optional.of(this.effect.code()).filter((code) -> code.startsWith("AWS::EarlyValidation::"));
	}

	/** AWS's words where it refuses a call, such as {@code logs:GetLogEvents}. */
	public Optional<String> refusal(String call) {
		return Optional.of(this.effect.words()).filter((words) -> this.effect.calls().contains(call));
	}

	/**
	 * Whether policies deny somebody an action for it.
	 * @param action such as {@code iam:CreateRole}
	 * @param identity the ARN of who asks
	 */
	public boolean denies(String action, String identity) {
		boolean service = identity.endsWith("/" + SandboxAccount.SERVICE_ROLE);
		boolean denied = this.effect.calls().contains(action)
				|| this.effect.words().contains("perform: " + action + " on resource");
		return denied && (!RIGHTS.contains(this) || service == (this == SERVICE_ROLE_DENIED));
	}

	/** What a resource's handler says of a refusal, with a place for the request's id. */
	public static String words(String message, String code) {
		return Words.handler(message + " (Service: Ec2, Status Code: 400, Request ID: {request})", code);
	}

	/** The error code of what it refuses. */
	public String code() {
		return this.effect.code();
	}

	private record Effect(@Nullable String type, boolean scaling, List<String> calls, String code, String words) {

		static final Effect NONE = new Effect(null, false, List.of(), "", "");

		static Effect on(String type, String words) {
			return new Effect(type, false, List.of(), "", words);
		}

		static Effect onValidation(String validation) {
			return new Effect(null, false, List.of(), validation, "");
		}

		static Effect onScaling(String words) {
			return new Effect(null, true, List.of(), "", words);
		}

		static Effect onCalls(String code, String words, String... calls) {
			return new Effect(null, false, List.of(calls), code, words);
		}

	}

	private static final class Words {

		static final String QUOTA = "You have requested more vCPU capacity than your current vCPU limit of 5 allows for the "
				+ "instance bucket that the specified instance type belongs to. Please visit "
				+ "http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.";

		static final String KEY = "Instance became unhealthy while waiting for instance to be in InService state. "
				+ "Termination Reason: Client.InvalidKMSKey.InvalidState: The KMS key provided is in an incorrect state";

		static final String USER = "User: arn:aws:sts::111122223333:assumed-role/runner-fleet-portal/sandbox is not "
				+ "authorized to ";

		static final String SERVICE = "User: arn:aws:sts::111122223333:assumed-role/" + SandboxAccount.SERVICE_ROLE
				+ "/AWSCloudFormation is not authorized to ";

		static final String ROLE = "perform: iam:CreateRole on resource: arn:aws:iam::111122223333:role/{id} because no "
				+ "identity-based policy allows the iam:CreateRole action (Service: Iam, Status Code: 403, Request ID: "
				+ "{request})";

		static final String PORTAL = "User: arn:aws:sts::111122223333:assumed-role/runner-fleet-portal/sandbox is not "
				+ "authorized to perform: {call} because no identity-based policy allows the {call} action";

		static String handler(String message, String code) {
			return "Resource handler returned message: \"%s\" (RequestToken: {request}, HandlerErrorCode: %s)"
				.formatted(message, code);
		}

	}

}
