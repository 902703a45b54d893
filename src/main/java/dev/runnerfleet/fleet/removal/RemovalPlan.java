package dev.runnerfleet.fleet.removal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import dev.runnerfleet.cleanup.Machines;
import dev.runnerfleet.fleet.Fleet;
import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.blueprint.OriginalTemplate;
import dev.runnerfleet.fleet.removal.Closures.Closure;
import dev.runnerfleet.fleet.removal.FleetRemover.RemovalForm;
import dev.runnerfleet.fleet.removal.FleetRemover.Successor;
import dev.runnerfleet.fleet.removal.RemovalStep.Kind;
import dev.runnerfleet.fleet.removal.RemovalStep.State;
import dev.runnerfleet.stack.Stack;
import dev.runnerfleet.stack.StackResource;
import org.jspecify.annotations.Nullable;

/**
 * What a fleet has that does not simply go with its stack, by the names that the
 * blueprints give.
 *
 * @param stack its stack
 * @param fleet the fleet
 * @param group its Auto Scaling group, {@code null} where there is none
 * @param manager its manager's instance, {@code null} where there is none
 * @param bucket its cache bucket, {@code null} where there is none
 * @param machines whose the workers are that the manager starts by itself, outside of the
 * stack; {@code null} where it starts none
 */
public record RemovalPlan(Stack stack, Fleet fleet, @Nullable String group, @Nullable String manager,
		@Nullable String bucket, @Nullable String machines) {

	/** The cache bucket in both blueprints. */
	static final String CACHE = "CacheBucket";

	private static final Set<String> GONE = Set.of("DELETE_COMPLETE", "DELETE_SKIPPED");

	public static RemovalPlan of(Stack stack, Fleet fleet, List<StackResource> resources) {
		if (OriginalTemplate.isOf(fleet)) {
			String workers = find(resources, RemovalPlan::isForWorkers);
			return new RemovalPlan(stack, fleet, null, find(resources, ofType("AWS::EC2::Instance")),
					find(resources, ofType("AWS::S3::Bucket")), (workers != null) ? Machines.GROUP + workers : null);
		}
		return new RemovalPlan(stack, fleet, find(resources, named("WorkerGroup")), find(resources, named("Manager")),
				find(resources, named(CACHE)), fleet.blueprint().equals("docker-machine") ? stack.name() : null);
	}

	private static Predicate<StackResource> named(String logicalId) {
		return (resource) -> resource.logicalId().equals(logicalId);
	}

	private static Predicate<StackResource> ofType(String type) {
		return (resource) -> resource.type().equals(type);
	}

	/** The original template's workers carry no tag, but are in a group of their own. */
	private static boolean isForWorkers(StackResource resource) {
		return resource.type().equals("AWS::EC2::SecurityGroup") && !resource.logicalId().startsWith("Manager");
	}

	private static @Nullable String find(List<StackResource> resources, Predicate<StackResource> which) {
		return resources.stream()
			.filter(which)
			.filter((resource) -> !GONE.contains(resource.status()))
			.map(StackResource::physicalId)
			.filter((id) -> id != null && !id.isEmpty())
			.findFirst()
			.orElse(null);
	}

	/** The logs, which belong to no stack. */
	String logGroup() {
		return Blueprint.logGroup(this.stack.name());
	}

	/**
	 * Everything that is done when the fleet goes, and another one may be there instead.
	 */
	List<RemovalStep> removal(RemovalForm form, @Nullable Successor successor) {
		boolean follows = successor != null && successor.tokenFollows();
		List<RemovalStep> steps = removal(form.removeLogs(), follows || !form.accessToken().isBlank());
		if (successor != null && successor.sameRunner()) {
			steps.replaceAll((step) -> (step.kind() == Kind.PAUSE_RUNNER || step.kind() == Kind.DELETE_RUNNER)
					? RemovalStep.settled(step.kind(), State.KEPT, step.subject(),
							"Fleet %s goes on with it.".formatted(successor.name()))
					: step);
		}
		return steps;
	}

	/** Everything that is done when the fleet goes. */
	List<RemovalStep> removal(boolean deleteLogs, boolean withToken) {
		List<RemovalStep> steps = new ArrayList<>();
		steps.add(runner(Kind.PAUSE_RUNNER, withToken));
		steps.addAll(workers());
		steps.add(present(Kind.EMPTY_CACHE, this.bucket));
		steps.add(RemovalStep.waiting(Kind.DELETE_STACK, this.stack.name()));
		if (OriginalTemplate.isOf(this.fleet)) {
			steps.add(RemovalStep.settled(Kind.DELETE_LOGS, State.NOT_FOUND, null, "They were on the manager alone."));
			steps.add(runner(Kind.DELETE_RUNNER, withToken));
			return steps;
		}
		if (this.machines != null) {
			steps.add(RemovalStep.waiting(Kind.END_LATE_MACHINES, this.machines));
		}
		steps.add(deleteLogs ? RemovalStep.waiting(Kind.DELETE_LOGS, logGroup()) : RemovalStep.settled(Kind.DELETE_LOGS,
				State.KEPT, logGroup(), "They expire by themselves when their retention ends."));
		steps.add(runner(Kind.DELETE_RUNNER, withToken));
		return steps;
	}

	/** What is done before a failed launch is tried again, and then the launch. */
	public List<RemovalStep> retry() {
		List<RemovalStep> steps = new ArrayList<>(workers());
		steps.add(present(Kind.EMPTY_CACHE, this.bucket));
		steps.removeIf((step) -> step.state() == State.NOT_FOUND);
		steps.add(RemovalStep.waiting(Kind.DELETE_STACK, this.stack.name()));
		steps.add(RemovalStep.waiting(Kind.LAUNCH_AGAIN, this.stack.name()));
		return steps;
	}

	/** What is done when a launch is stopped: what there is of it goes. */
	public List<RemovalStep> stop(boolean withToken) {
		List<RemovalStep> steps = new ArrayList<>(removal(false, withToken));
		steps.removeIf((step) -> step.kind() == Kind.PAUSE_RUNNER || step.state() == State.NOT_FOUND);
		return steps;
	}

	/**
	 * What is done to open again what a removal has closed.
	 * @param closures what it has closed
	 * @param resumed whether somebody has let the runner go on already
	 * @param withToken whether an access token was given
	 */
	static List<RemovalStep> wayBack(List<Closure> closures, boolean resumed, boolean withToken) {
		return closures.stream().map((closure) -> switch (closure.part()) {
			case GROUP -> RemovalStep.waiting(Kind.OPEN_GROUP, closure.subject());
			case MANAGER -> RemovalStep.waiting(Kind.START_MANAGER, closure.subject());
			case RUNNER -> resume(closure.subject(), resumed, withToken);
		}).toList();
	}

	private static RemovalStep resume(String link, boolean resumed, boolean withToken) {
		if (resumed) {
			return RemovalStep.settled(Kind.RESUME_RUNNER, State.DONE, link, "By hand.");
		}
		return withToken ? RemovalStep.waiting(Kind.RESUME_RUNNER, link) : RemovalStep.settled(Kind.RESUME_RUNNER,
				State.SKIPPED, link, "No access token was given. Let the runner go on in GitLab.");
	}

	private List<RemovalStep> workers() {
		return (this.machines != null || OriginalTemplate.isOf(this.fleet))
				? List.of(present(Kind.STOP_MANAGER, this.manager), present(Kind.END_MACHINES, this.machines))
				: List.of(present(Kind.END_WORKERS, this.group));
	}

	private RemovalStep runner(Kind kind, boolean withToken) {
		Fleet.Runner runner = this.fleet.runner();
		if (runner == null) {
			return RemovalStep.settled(kind, State.SKIPPED, this.fleet.gitlabUrl(),
					"The portal does not know which runner it is. %s it in GitLab, in the list of runners of its group or project."
						.formatted((kind == Kind.PAUSE_RUNNER) ? "Pause" : "Remove"));
		}
		return withToken ? RemovalStep.waiting(kind, runner.link())
				: RemovalStep.settled(kind, State.SKIPPED, runner.link(),
						"No access token was given. %s runner #%d in GitLab."
							.formatted((kind == Kind.PAUSE_RUNNER) ? "Pause" : "Remove", runner.id()));
	}

	private static RemovalStep present(Kind kind, @Nullable String subject) {
		return (subject != null) ? RemovalStep.waiting(kind, subject)
				: RemovalStep.settled(kind, State.NOT_FOUND, null, "");
	}

}
