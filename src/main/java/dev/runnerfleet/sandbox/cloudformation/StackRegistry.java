package dev.runnerfleet.sandbox.cloudformation;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.runnerfleet.sandbox.account.AccountFault;
import dev.runnerfleet.sandbox.account.SandboxNetwork;
import dev.runnerfleet.sandbox.life.Troubles;
import dev.runnerfleet.sandbox.manager.KnownRunners;
import dev.runnerfleet.sandbox.story.History;
import dev.runnerfleet.sandbox.story.SandboxOperation;
import dev.runnerfleet.sandbox.story.SandboxStack;
import dev.runnerfleet.sandbox.story.Timelines;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DeletionMode;

/**
 * The stacks of one region: takes what is asked of them, and knows each one as it is now.
 */
public class StackRegistry {

	private final String region;

	private final SandboxStackRows rows;

	private final Timelines timelines;

	private final Clock clock;

	private final double speed;

	private final int cacheObjects;

	private final KnownRunners gitlab;

	private final Hindrances hindrances;

	public StackRegistry(String region, SandboxStackRows rows, Timelines timelines, Clock clock, double speed,
			int cacheObjects, KnownRunners gitlab, Function<StackRegistry, Hindrances> hindrances) {
		this.region = region;
		this.rows = rows;
		this.timelines = timelines;
		this.clock = clock;
		this.speed = speed;
		this.cacheObjects = cacheObjects;
		this.gitlab = gitlab;
		this.hindrances = hindrances.apply(this);
	}

	/** A stack as it is at a time, with what its groups did about lost machines. */
	private History at(SandboxStack stack, Instant at) {
		ManualChanges changes = manualChanges();
		return this.timelines.at(stack, at)
			.healed((id) -> changes.find(id, ManualChanges.Change.Kind.ENDED)
				.or(() -> changes.find(id, ManualChanges.Change.Kind.STOPPED))
				.map(ManualChanges.Change::at), at);
	}

	/** Every stack, deleted ones included, newest first. */
	public List<History> all() {
		Instant now = now();
		return this.rows.all(this.region).stream().map((stack) -> at(stack, now)).toList();
	}

	/**
	 * Finds a stack by id, or by name if it has not been deleted.
	 * @return the stack, {@code null} if there is none
	 */
	@Nullable History find(String nameOrId) {
		Instant now = now();
		if (nameOrId.startsWith("arn:")) {
			return this.rows.withId(this.region, nameOrId).map((stack) -> at(stack, now)).orElse(null);
		}
		return this.rows.named(this.region, nameOrId)
			.stream()
			.map((stack) -> at(stack, now))
			.filter((history) -> !history.isDeleted())
			.findFirst()
			.orElse(null);
	}

	public History get(String nameOrId) {
		History history = find(nameOrId);
		if (history == null) {
			throw SandboxRefusal.unknownStack(nameOrId);
		}
		return history;
	}

	/**
	 * Creates a stack, or finds the one that the same request created before.
	 * @return its id
	 */
	String create(CreateStackRequest request) {
		CreateStackCheck check = new CreateStackCheck(request, SandboxNetwork.of(this.region), this.gitlab);
		check.nameAndToken();
		return this.rows.exclusively(() -> {
			History existing = find(request.stackName());
			if (existing != null) {
				if (request.clientRequestToken() != null
						&& Objects.equals(existing.stack().creation().token(), request.clientRequestToken())) {
					return existing.stack().id();
				}
				throw SandboxRefusal.alreadyExists(request.stackName());
			}
			if (reviews().find(request.stackName()).isPresent()) {
				throw SandboxRefusal.alreadyExists(request.stackName());
			}
			SandboxStack stack = stack(request, check);
			TemplateCheck.deploys(() -> this.timelines.at(stack, stack.createdAt()));
			this.rows.insert(stack);
			return stack.id();
		});
	}

	/** What would be created; refuses what would be refused. */
	SandboxStack proposed(CreateStackRequest request) {
		CreateStackCheck check = new CreateStackCheck(request, SandboxNetwork.of(this.region), this.gitlab);
		check.nameAndToken();
		return stack(request, check);
	}

	SandboxReviews reviews() {
		return this.rows.reviews(this.region);
	}

	/** Begins to delete a stack; one that is gone, or going, is left alone. */
	void delete(DeleteStackRequest request) {
		NameCheck.token(request.clientRequestToken(), "clientRequestToken");
		this.rows.exclusively(() -> {
			History existing = find(request.stackName());
			if (existing == null || existing.isDeleted() || existing.status().equals("DELETE_IN_PROGRESS")) {
				return false;
			}
			DeleteStackCheck.of(request, existing);
			Map<String, String> exceptions = new LinkedHashMap<>(this.hindrances.of(existing));
			if (request.deletionMode() == DeletionMode.FORCE_DELETE_STACK) {
				exceptions.replaceAll((logicalId, reason) -> "");
			}
			request.retainResources().forEach((logicalId) -> exceptions.put(logicalId, ""));
			append(existing, existing.deployment()
				.operation()
				.followedBy(SandboxOperation.Kind.DELETE, request.clientRequestToken(), now(), this.speed, exceptions));
			return true;
		});
	}

	/** What stands in the way of removing what a stack has now. */
	Map<String, String> hindrances(History history) {
		return this.hindrances.of(history);
	}

	/**
	 * A stack as it was at a time, before all but its first operations were asked for.
	 */
	History past(SandboxStack stack, int operations, Instant at) {
		return at(stack.first(operations), at);
	}

	/** Puts an operation at the end of what was asked of a stack. */
	void append(History history, SandboxOperation operation) {
		this.rows.insertLatestOperation(history.stack().with(operation.amid(account())));
	}

	/** Sets or lifts a stack's termination protection. */
	String protect(String nameOrId, boolean terminationProtection) {
		return this.rows.exclusively(() -> {
			SandboxStack stack = get(nameOrId).stack();
			this.rows.protect(stack, terminationProtection);
			return stack.id();
		});
	}

	private SandboxStack stack(CreateStackRequest request, CreateStackCheck check) {
		SandboxOperation operation = check.operation(now(), this.speed).amid(account());
		Instant createdAt = operation.startedAt();
		return new SandboxStack(SandboxStack.arn(this.region, request.stackName(), createdAt), this.region,
				request.stackName(), createdAt, Boolean.TRUE.equals(request.enableTerminationProtection()),
				operation.tags(), this.cacheObjects, List.of(operation));
	}

	/** Does something while nobody else writes, and commits it at once. */
	public <T> T exclusively(Supplier<T> action) {
		return this.rows.exclusively(action);
	}

	public String region() {
		return this.region;
	}

	/** What the account suffers from at present. */
	public Set<AccountFault> account() {
		return this.rows.account().present();
	}

	/** What befell fleets by a button. */
	public Troubles troubles() {
		return this.rows.troubles();
	}

	KnownRunners gitlab() {
		return this.gitlab;
	}

	double speed() {
		return this.speed;
	}

	/** The time, as precise as events are. */
	public Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
	}

	/** What CloudFormation is asked through. */
	public CloudFormationClient client() {
		return new SandboxCloudFormation(this, new SandboxChangeSets(this, this.rows.changeSets()), drifts());
	}

	public SandboxDrifts drifts() {
		return new SandboxDrifts(this, manualChanges());
	}

	public ManualChanges manualChanges() {
		return this.rows.manualChanges(this.region);
	}

	/**
	 * Knows what stands in the way of deleting a stack's resources at the time that
	 * somebody asks for it.
	 */
	public interface Hindrances {

		/** AWS's reason for each resource that would not go, by logical id. */
		Map<String, String> of(History history);

	}

}
