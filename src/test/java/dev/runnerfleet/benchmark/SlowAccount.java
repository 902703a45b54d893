package dev.runnerfleet.benchmark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * An AWS with one healthy account, and a GitLab, that take their time over each answer:
 * just what the checks of a launch ask for, over real HTTP.
 */
class SlowAccount implements AutoCloseable {

	private final Map<String, Integer> calls = new TreeMap<>();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final Duration delay;

	private final HttpServer server;

	SlowAccount(Duration delay) throws IOException {
		this.delay = delay;
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	int port() {
		return this.server.getAddress().getPort();
	}

	String url() {
		return "http://127.0.0.1:" + port();
	}

	/** How often each action was asked for since the last time that somebody asked. */
	synchronized Map<String, Integer> takeCalls() {
		Map<String, Integer> taken = new TreeMap<>(this.calls);
		this.calls.clear();
		return taken;
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			Map<String, String> call = parse(
					new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
			String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
			String path = exchange.getRequestURI().getPath();
			TimeUnit.NANOSECONDS.sleep(this.delay.toNanos());
			if (path.startsWith("/api/v4/")) {
				count("GitLab");
				send(exchange, 501, "application/json", "{\"message\":\"Job Router is not available.\"}");
			}
			else if (target != null) {
				count(target.replaceFirst(".*\\.", ""));
				send(exchange, 200, "application/x-amz-json-1.1", json(target));
			}
			else if (call.containsKey("Action")) {
				count(call.get("Action"));
				String result = answer(call.get("Action"), call);
				boolean refused = result.startsWith("<Error>");
				String root = refused ? "ErrorResponse" : call.get("Action") + "Response";
				send(exchange, refused ? 400 : 200, "text/xml", element(root, result));
			}
			else {
				count("s3 " + exchange.getRequestMethod());
				exchange.sendResponseHeaders(404, -1);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private synchronized void count(String action) {
		this.calls.merge(action, 1, Integer::sum);
	}

	private static String json(String target) {
		if (target.contains("ServiceQuotas")) {
			return "{\"Quota\":{\"QuotaCode\":\"L-1216C47A\",\"Value\":256.0}}";
		}
		return target.contains("DescribeKey")
				? "{\"KeyMetadata\":{\"KeyId\":\"k\",\"KeyManager\":\"AWS\",\"KeyState\":\"Enabled\"}}"
				: "{\"logGroups\":[]}";
	}

	private static String answer(String action, Map<String, String> call) {
		return switch (action) {
			case "DescribeRegions" ->
				"<regionInfo><item><regionName>eu-central-1</regionName><optInStatus>opt-in-not-required</optInStatus>"
						+ "</item></regionInfo>";
			case "DescribeVpcs" ->
				"<vpcSet><item><vpcId>vpc-1</vpcId><cidrBlock>10.0.0.0/16</cidrBlock></item></vpcSet>";
			case "DescribeSubnets" ->
				"<subnetSet><item><subnetId>subnet-1</subnetId><vpcId>vpc-1</vpcId><availabilityZone>eu-central-1a"
						+ "</availabilityZone><cidrBlock>10.0.0.0/24</cidrBlock><mapPublicIpOnLaunch>true"
						+ "</mapPublicIpOnLaunch><availableIpAddressCount>251</availableIpAddressCount></item></subnetSet>";
			case "DescribeRouteTables" ->
				"<routeTableSet><item><routeTableId>rtb-1</routeTableId><vpcId>vpc-1</vpcId><routeSet><item>"
						+ "<destinationCidrBlock>0.0.0.0/0</destinationCidrBlock><gatewayId>igw-1</gatewayId><state>active"
						+ "</state></item></routeSet><associationSet><item><main>true</main></item></associationSet>"
						+ "</item></routeTableSet>";
			case "DescribeNetworkAcls" ->
				"<networkAclSet><item><networkAclId>acl-1</networkAclId><vpcId>vpc-1</vpcId><entrySet>" + entry(true)
						+ entry(false) + "</entrySet><associationSet><item><subnetId>subnet-1</subnetId></item>"
						+ "</associationSet></item></networkAclSet>";
			case "DescribeVpcAttribute" ->
				"<vpcId>vpc-1</vpcId><enableDnsSupport><value>true</value></enableDnsSupport>";
			case "DescribeKeyPairs" -> "<keySet/>";
			case "DescribeInstanceTypes" -> "<instanceTypeSet>" + types(
					"<processorInfo><supportedArchitectures><item>x86_64</item></supportedArchitectures></processorInfo>"
							+ "<vCpuInfo><defaultVCpus>2</defaultVCpus></vCpuInfo>")
					+ "</instanceTypeSet>";
			case "DescribeInstanceTypeOfferings" -> "<instanceTypeOfferingSet>"
					+ types("<locationType>availability-zone</locationType><location>eu-central-1a</location>")
					+ "</instanceTypeOfferingSet>";
			case "GetEbsDefaultKmsKeyId" -> "<kmsKeyId>alias/aws/ebs</kmsKeyId>";
			case "DescribeImages" -> "<imagesSet/>";
			case "GetCallerIdentity" -> element("GetCallerIdentityResult", element("Account", "111122223333")
					+ element("Arn", "arn:aws:sts::111122223333:assumed-role/portal/one"));
			case "GetRole" -> element("GetRoleResult", element("Role", element("RoleName", "portal")
					+ element("Path", "/") + element("Arn", "arn:aws:iam::111122223333:role/portal")));
			case "SimulatePrincipalPolicy" -> element("SimulatePrincipalPolicyResult",
					element("EvaluationResults",
							IntStream.iterate(1, (i) -> i + 1)
								.takeWhile((i) -> call.containsKey("ActionNames.member." + i))
								.mapToObj((i) -> element("member",
										element("EvalActionName", call.get("ActionNames.member." + i))
												+ element("EvalDecision", "allowed")))
								.collect(Collectors.joining()))
							+ element("IsTruncated", "false"));
			case "CreateStack" -> element("CreateStackResult", element("StackId",
					"arn:aws:cloudformation:eu-central-1:111122223333:stack/%s/1".formatted(call.get("StackName"))));
			case "DescribeStacks" ->
				"<Error><Code>ValidationError</Code><Message>Stack with id %s does not exist</Message></Error>"
					.formatted(call.get("StackName"));
			default -> element(action + "Result", "");
		};
	}

	private static String entry(boolean egress) {
		return "<item><ruleNumber>100</ruleNumber><protocol>-1</protocol><ruleAction>allow</ruleAction><egress>"
				+ egress + "</egress><cidrBlock>0.0.0.0/0</cidrBlock></item>";
	}

	private static String types(String rest) {
		return Arrays.stream("t3.nano t3.micro t3.small t3.medium m5.large".split(" "))
			.map((type) -> element("item", element("instanceType", type) + rest))
			.collect(Collectors.joining());
	}

	private static String element(String name, String content) {
		return "<%s>%s</%s>".formatted(name, content, name);
	}

	private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
		byte[] body = text.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", type);
		exchange.sendResponseHeaders(status, body.length);
		exchange.getResponseBody().write(body);
	}

	private static Map<String, String> parse(String form) {
		Map<String, String> values = new LinkedHashMap<>();
		if (form.contains("Action=")) {
			Arrays.stream(form.split("&"))
				.map((pair) -> pair.split("=", 2))
				.filter((pair) -> pair.length == 2)
				.forEach((pair) -> values.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
		}
		return values;
	}

}
