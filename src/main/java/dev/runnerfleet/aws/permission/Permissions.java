package dev.runnerfleet.aws.permission;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.Place;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Asks AWS what an identity may do without doing it. The simulation can err, as it does
 * not know what everything will be called and which conditions will hold: its answers are
 * for people to judge.
 */
@Component
public class Permissions implements DisposableBean {

	private static final int THREADS = 16;

	/** About what ten launches ask at the same time. */
	private static final int WAITING = 100;

	private final Aws aws;

	private final Duration patience;

	private final Map<Place, ThreadPoolExecutor> lanes = new ConcurrentHashMap<>();

	@Autowired
	public Permissions(Aws aws) {
		this(aws, Duration.ofSeconds(10));
	}

	/**
	 * Questions to AWS with threads that are started when they are needed, some for each
	 * place: where AWS is silent, others are asked all the same.
	 * @param patience how long the answers to all questions of one call may take
	 */
	Permissions(Aws aws, Duration patience) {
		this.aws = aws;
		this.patience = patience;
	}

	/**
	 * Asks who the portal is.
	 * @throws AwsFailure if AWS does not tell
	 */
	public Identity identity(Place place) {
		String arn = AwsFailure.guard("sts:GetCallerIdentity", () -> this.aws.sts(place).getCallerIdentity()).arn();
		return Identity.of(arn, (role) -> roleArn(place, role));
	}

	/** Which role CloudFormation works with, empty where it is the portal's identity. */
	public Optional<String> serviceRole() {
		return this.aws.serviceRole();
	}

	/**
	 * Asks what an identity may not do, all questions side by side.
	 * @param identity the ARN of a user or role
	 * @return what AWS would deny, by question; one that is not there is allowed
	 * @throws AwsFailure if AWS refused or did not answer in time
	 */
	public Map<Question, List<Denied>> denied(Place place, String identity, List<Question> questions) {
		Simulation simulation = new Simulation(this.aws.iam(place), identity);
		ThreadPoolExecutor lane = this.lanes.computeIfAbsent(place, (each) -> lane());
		long until = System.nanoTime() + this.patience.toNanos();
		Map<Question, Future<List<Denied>>> asked = new LinkedHashMap<>();
		try {
			questions.forEach((question) -> asked.put(question, lane.submit(() -> simulation.ask(question))));
			Map<Question, List<Denied>> denied = new LinkedHashMap<>();
			asked.forEach((question, answer) -> {
				List<Denied> each = told(answer, until);
				if (!each.isEmpty()) {
					denied.put(question, each);
				}
			});
			return denied;
		}
		catch (RejectedExecutionException ex) {
			throw AwsFailure.late(this.patience);
		}
		finally {
			// What nobody waits for any more must not keep others from being asked. What
			// has begun ends by itself: AWS's clients have a time-out.
			asked.values().forEach((answer) -> answer.cancel(false));
			lane.purge();
		}
	}

	@Override
	public void destroy() {
		this.lanes.values().forEach(ThreadPoolExecutor::shutdownNow);
	}

	private static ThreadPoolExecutor lane() {
		CustomizableThreadFactory names = new CustomizableThreadFactory("permissions-");
		names.setDaemon(true);
		ThreadPoolExecutor lane = new ThreadPoolExecutor(THREADS, THREADS, 30, TimeUnit.SECONDS,
				new ArrayBlockingQueue<>(WAITING), names);
		lane.allowCoreThreadTimeOut(true);
		return lane;
	}

	/** A role's path is in its own ARN alone, not in that of a session. */
	private Optional<String> roleArn(Place place, String name) {
		try {
			return Optional.of(AwsFailure
				.guard("iam:GetRole", () -> this.aws.iam(place).getRole((request) -> request.roleName(name)))
				.role()
				.arn());
		}
		catch (AwsFailure ex) {
			if (ex.passing()) {
				throw ex;
			}
			return Optional.empty();
		}
	}

	private List<Denied> told(Future<List<Denied>> answer, long until) {
		try {
			return answer.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			throw AwsFailure.late(this.patience);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw AwsFailure.late(this.patience);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof AwsFailure failure) {
				throw failure;
			}
			throw new IllegalStateException("AWS could not be asked", ex.getCause());
		}
	}

	/**
	 * What is asked about in one go.
	 *
	 * @param actions such as {@code s3:CreateBucket}, without wildcards
	 * @param resources ARNs that each action goes to; empty for any
	 * @param context what would hold then, by condition key; a key of several values has
	 * them as a list
	 */
	public record Question(List<String> actions, List<String> resources, Map<String, List<String>> context) {

	}

	/**
	 * An action that AWS would deny.
	 *
	 * @param action such as {@code s3:CreateBucket}
	 * @param by what denies it
	 * @param explicit whether a statement forbids it, so that allowing it does not help
	 * @param unknown condition keys that the outcome depends on and that nobody told AWS:
	 * where there are any it may be allowed after all
	 */
	public record Denied(String action, By by, boolean explicit, List<String> unknown) {

		/** Whether nothing but another policy changes that. */
		public boolean surely() {
			return this.unknown.isEmpty();
		}

	}

	/** What denies an action. */
	public enum By {

		/**
		 * The policies of the identity: what forbids it is there, or what allows it is
		 * not.
		 */
		IDENTITY,
		/** The identity's permissions boundary does not include it. */
		BOUNDARY,
		/** A policy of the organisation, which nobody in the account can change. */
		ORGANIZATION

	}

	/**
	 * An identity in AWS.
	 *
	 * @param arn the user or role, {@code null} for one that cannot be simulated
	 * @param name the same, for people
	 * @param partition such as {@code aws}
	 * @param account its account
	 * @param root whether it is the account itself
	 */
	public record Identity(@Nullable String arn, String name, String partition, String account, boolean root) {

		/** An endpoint that only resembles AWS may name nobody. */
		static Identity of(@Nullable String arn, Function<String, Optional<String>> roleArn) {
			String[] parts = (arn != null) ? arn.split(":", 6) : new String[0];
			if (parts.length < 6) {
				return new Identity(null, "somebody unnamed", "aws", "", false);
			}
			String resource = parts[5];
			boolean session = resource.startsWith("assumed-role/");
			String name = resource.replaceFirst("^[^/]+/", "").replaceFirst(session ? "/.*" : "^$", "");
			String simulated = null;
			if (session) {
				simulated = roleArn.apply(name).orElse("arn:%s:iam::%s:role/%s".formatted(parts[1], parts[4], name));
			}
			else if (resource.startsWith("user/") || resource.startsWith("role/")) {
				simulated = arn;
			}
			return new Identity(simulated, name, parts[1], parts[4], resource.equals("root"));
		}

	}

}
