package dev.runnerfleet.portal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * An AWS of one account on loopback that speaks the query protocol as far as the portal
 * calls it. It shares no code with the sandbox, so that the two cannot be wrong together.
 */
public class StandInAws implements AutoCloseable {

	private static final int EVENTS_A_PAGE = 7;

	private static final int STACKS_A_PAGE = 100;

	private static final Pattern REGION = Pattern.compile("Credential=[^/]+/[^/]+/([^/]+)/");

	/** Hears of every call, before it is acted upon and before it is answered. */
	public interface Listener {

		void called(String action, boolean actedUpon);

	}

	/** Answers calls in the stand-in's place. */
	public interface Fault {

		/**
		 * Answers one call, or does not.
		 * @param act does what the call asks for
		 */
		void answer(HttpExchange exchange, Runnable act) throws IOException;

	}

	final Map<String, StandInStack> stacks = new ConcurrentHashMap<>();

	/** By the name of the stack, as text in XML. */
	private final Map<String, String> templates = new ConcurrentHashMap<>();

	/** What jobs have left behind, beside the stacks. */
	final StandInLeftovers leftovers = new StandInLeftovers();

	private volatile Listener listener = (action, actedUpon) -> {
	};

	private final Map<String, Fault> faults = new ConcurrentHashMap<>();

	private volatile Function<String, Duration> lengths = (name) -> null;

	private volatile String hanging = "";

	private final HttpServer server;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	public StandInAws() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	public String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	public void listen(Listener listener) {
		this.listener = listener;
	}

	/** Has one kind of call about one stack answered otherwise, from now on. */
	public void fault(String action, String stackName, Fault fault) {
		this.faults.put(action + " " + stackName, fault);
	}

	/**
	 * Lets stacks that are launched from now on go by the clock, and read in one page.
	 */
	public void lasting(Function<String, Duration> lengths) {
		this.lengths = lengths;
	}

	/** From now on a region takes calls and does not answer them. */
	public void hang(String region) {
		this.hanging = region;
	}

	public StandInStack stack(String name) {
		return this.stacks.get(name);
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
			String other = StandInLeftovers.action(exchange);
			if (!other.isEmpty()) {
				this.listener.called(other, false);
				StandInLeftovers.Answer answer = this.leftovers.answer(other, exchange, request);
				this.listener.called(other, true);
				answer.to(exchange);
				return;
			}
			Map<String, String> call = parse(request);
			String action = call.getOrDefault("Action", "");
			if (region(exchange).equals(this.hanging)) {
				TimeUnit.HOURS.sleep(1);
			}
			this.listener.called(action, false);
			Fault fault = this.faults.get(action + " " + call.getOrDefault("StackName", ""));
			if (fault != null) {
				fault.answer(exchange, () -> answer(action, call));
				return;
			}
			String result = answer(action, call);
			this.listener.called(action, true);
			boolean refused = result.startsWith("<Error>");
			byte[] body = (refused ? element("ErrorResponse", result) : element(action + "Response", result))
				.getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", "text/xml");
			exchange.sendResponseHeaders(refused ? 400 : 200, body.length);
			exchange.getResponseBody().write(body);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static String region(HttpExchange exchange) {
		Matcher region = REGION.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
		return region.find() ? region.group(1) : "";
	}

	private String answer(String action, Map<String, String> call) {
		return switch (action) {
			case "CreateStack" -> create(call);
			case "DeleteStack" -> delete(call);
			case "DescribeStacks" -> describe(call);
			case "DescribeStackEvents" -> events(call);
			case "GetTemplate" -> template(call);
			case "ListStacks" -> list(call);
			case "CreateChangeSet", "DescribeChangeSet", "ExecuteChangeSet", "DeleteChangeSet" -> change(action, call);
			case "DescribeRegions" -> "<regionInfo><item><regionName>eu-central-1</regionName></item>"
					+ "<item><regionName>eu-west-1</regionName></item></regionInfo>";
			case "DescribeSubnets" -> "<subnetSet><item><subnetId>subnet-1</subnetId><vpcId>vpc-1</vpcId>"
					+ "<availabilityZone>eu-central-1a</availabilityZone><cidrBlock>10.0.0.0/24</cidrBlock></item></subnetSet>";
			case "DescribeVpcs" -> "<vpcSet><item><vpcId>vpc-1</vpcId><cidrBlock>10.0.0.0/16</cidrBlock>"
					+ "<isDefault>true</isDefault></item></vpcSet>";
			case "GetCallerIdentity" -> element("GetCallerIdentityResult", element("Account", "111122223333"));
			case "ListAccountAliases" -> element("ListAccountAliasesResult", element("AccountAliases", ""));
			case "DescribeRouteTables" -> "<routeTableSet/>";
			case "DescribeKeyPairs" -> "<keySet/>";
			case "DescribeInstances" -> "<reservationSet/>";
			default -> error("InvalidAction", "The stand-in does not know " + action);
		};
	}

	private synchronized String create(Map<String, String> call) {
		String name = call.get("StackName");
		if (name.endsWith("-refused")) {
			return error("ValidationError", "Odd values: " + call.values());
		}
		if (this.stacks.containsKey(name)) {
			return error("AlreadyExistsException", "Stack [" + name + "] already exists");
		}
		Map<String, String> tags = new LinkedHashMap<>();
		for (int i = 1; call.containsKey("Tags.member." + i + ".Key"); i++) {
			tags.put(call.get("Tags.member." + i + ".Key"), call.get("Tags.member." + i + ".Value"));
		}
		this.templates.put(name,
				call.getOrDefault("TemplateBody", "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
		String arn = "arn:aws:cloudformation:eu-central-1:111122223333:stack/" + name + "/1";
		this.stacks.put(name, new StandInStack(name, arn, call.get("ClientRequestToken"), tags,
				this.lengths.apply(name), this.leftovers.managers.contains(name)));
		return element("CreateStackResult", element("StackId", arn));
	}

	private synchronized String delete(Map<String, String> call) {
		StandInStack stack = find(call);
		if (stack != null) {
			stack.delete(call.get("ClientRequestToken"), this.leftovers.isEmpty(stack.name + "-cache"));
		}
		return "";
	}

	private synchronized String change(String action, Map<String, String> call) {
		StandInStack stack = find(call);
		String name = call.get("ChangeSetName");
		if (action.equals("CreateChangeSet")) {
			stack.changeSets.add(name);
			return element("CreateChangeSetResult", element("Id", name) + element("StackId", stack.arn));
		}
		if (!stack.changeSets.contains(name)) {
			return error("ChangeSetNotFound", "ChangeSet [" + name + "] does not exist");
		}
		if (action.equals("DescribeChangeSet")) {
			return element("DescribeChangeSetResult",
					element("ChangeSetName", name) + element("StackId", stack.arn) + element("StackName", stack.name)
							+ element("Status", "CREATE_COMPLETE") + element("ExecutionStatus", "AVAILABLE")
							+ element("Changes", ""));
		}
		stack.changeSets.remove(name);
		if (action.equals("ExecuteChangeSet")) {
			stack.update(call.get("ClientRequestToken"));
		}
		return element(action + "Result", "");
	}

	private String describe(Map<String, String> call) {
		if (!call.containsKey("StackName")) {
			List<StandInStack> all = this.stacks.values()
				.stream()
				.sorted(Comparator.comparing((stack) -> stack.name))
				.toList();
			return page(call, all, "DescribeStacksResult", "Stacks", StandInAws::description);
		}
		StandInStack stack = find(call);
		if (stack == null) {
			return error("ValidationError", "Stack with id " + call.get("StackName") + " does not exist");
		}
		return element("DescribeStacksResult", element("Stacks", member(description(stack))));
	}

	private static String description(StandInStack stack) {
		String tags = stack.tags.entrySet()
			.stream()
			.map((tag) -> member(element("Key", tag.getKey()) + element("Value", tag.getValue())))
			.collect(Collectors.joining());
		String output = member(element("OutputKey", "CacheBucketName") + element("OutputValue", stack.name + "-cache"));
		String proof = stack.managed
				? member(element("ParameterKey", "ProveWithJob") + element("ParameterValue", "true")) : "";
		return element("StackId", stack.arn) + element("StackName", stack.name) + element("StackStatus", stack.status())
				+ element("Parameters", proof) + element("Tags", tags)
				+ element("Outputs", stack.status().equals("CREATE_COMPLETE") ? output : "");
	}

	private String template(Map<String, String> call) {
		StandInStack stack = find(call);
		return (stack == null) ? error("ValidationError", "Stack " + call.get("StackName") + " does not exist")
				: element("GetTemplateResult", element("TemplateBody", this.templates.get(stack.name)));
	}

	private String list(Map<String, String> call) {
		List<StandInStack> asked = this.stacks.values()
			.stream()
			.filter((stack) -> call.containsValue(stack.status()))
			.sorted(Comparator.comparing((stack) -> stack.name))
			.toList();
		return page(call, asked, "ListStacksResult", "StackSummaries", (stack) -> element("StackId", stack.arn)
				+ element("StackName", stack.name) + element("StackStatus", stack.status()));
	}

	private static String page(Map<String, String> call, List<StandInStack> all, String result, String list,
			Function<StandInStack, String> told) {
		int from = Integer.parseInt(call.getOrDefault("NextToken", "0"));
		int to = Math.min(from + STACKS_A_PAGE, all.size());
		String members = all.subList(Math.min(from, to), to)
			.stream()
			.map((stack) -> member(told.apply(stack)))
			.collect(Collectors.joining());
		String next = (to < all.size()) ? element("NextToken", String.valueOf(to)) : "";
		return element(result, element(list, members) + next);
	}

	private String events(Map<String, String> call) {
		StandInStack stack = find(call);
		if (stack == null) {
			return error("ValidationError", "Stack [" + call.get("StackName") + "] does not exist");
		}
		String token = call.getOrDefault("NextToken", "");
		if (token.isEmpty()) {
			stack.moveOn();
		}
		List<StandInStack.Event> all = stack.newestFirst();
		int from = token.isEmpty() ? 0 : all.size() - Integer.parseInt(token);
		boolean byTheClock = this.lengths.apply(stack.name) != null;
		int to = byTheClock ? all.size() : Math.min(from + EVENTS_A_PAGE, all.size());
		String members = all.subList(from, to)
			.stream()
			.map((event) -> member(xml(stack, event)))
			.collect(Collectors.joining());
		String next = (to < all.size()) ? element("NextToken", String.valueOf(all.size() - to)) : "";
		return element("DescribeStackEventsResult", element("StackEvents", members) + next);
	}

	private StandInStack find(Map<String, String> call) {
		String nameOrArn = call.get("StackName");
		return this.stacks.values()
			.stream()
			.filter((stack) -> stack.name.equals(nameOrArn) || stack.arn.equals(nameOrArn))
			.findFirst()
			.orElse(null);
	}

	private static String xml(StandInStack stack, StandInStack.Event event) {
		return element("StackId", stack.arn) + element("StackName", stack.name) + element("EventId", event.id())
				+ element("Timestamp", event.at().toString()) + element("LogicalResourceId", event.logicalId())
				+ element("PhysicalResourceId", event.physicalId()) + element("ResourceType", event.type())
				+ element("ResourceStatus", event.status()) + element("ResourceStatusReason", event.reason())
				+ element("ClientRequestToken", event.requestToken());
	}

	private static String error(String code, String message) {
		return element("Error", element("Type", "Sender") + element("Code", code) + element("Message", message));
	}

	private static String member(String content) {
		return element("member", content);
	}

	private static String element(String name, String content) {
		return "<" + name + ">" + content + "</" + name + ">";
	}

	private static Map<String, String> parse(String body) {
		return Arrays.stream(body.split("&"))
			.map((pair) -> pair.split("=", 2))
			.filter((pair) -> pair.length == 2)
			.collect(Collectors.toMap((pair) -> decoded(pair[0]), (pair) -> decoded(pair[1])));
	}

	private static String decoded(String text) {
		return URLDecoder.decode(text, StandardCharsets.UTF_8);
	}

}
