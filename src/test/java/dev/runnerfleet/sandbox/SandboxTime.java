package dev.runnerfleet.sandbox;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.stream.Stream;

import dev.runnerfleet.sandbox.account.SandboxNetwork;
import dev.runnerfleet.sandbox.cloudformation.SandboxStackRows;
import dev.runnerfleet.sandbox.manager.KnownRunners;
import dev.runnerfleet.sandbox.story.Timelines;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/**
 * The time of a {@link TimedSandbox}, which belongs to the test. While it runs, whatever
 * is asked of AWS is done before somebody looks ({@code sandbox.speed=1000} sees to it),
 * so that a test waits for the portal and its browser alone. Whoever wants to see the
 * middle of something holds the time <em>before</em> asking for it, and then moves it on
 * one step after the other:
 *
 * <pre>
 * this.time.hold();
 * ada.launch("watched", "production"); // begins, and goes no further
 * this.time.upTo("watched", "ManagerGroup"); // all that comes before it is done
 * this.time.goOn(); // and so is the rest
 * </pre>
 *
 * After each test it runs again.
 */
public final class SandboxTime {

	private final Time time;

	private final SandboxAws aws;

	SandboxTime(Clock portal, SandboxStackRows rows, SandboxProperties properties, KnownRunners gitlab) {
		this.time = new Time(portal);
		this.aws = new SandboxAws(rows, this.time, properties.speed(), properties.cacheObjects(), gitlab);
	}

	SandboxAws aws() {
		return this.aws;
	}

	/** From now on things begin when they are asked for, and go no further. */
	public void hold() {
		this.time.held = this.time.instant();
	}

	/**
	 * Lets a stack go on until there is something new of one of its resources.
	 * @param stack the stack's name
	 * @param logicalId the resource's logical id; the stack's name for its own status
	 */
	public void upTo(String stack, String logicalId) {
		Instant now = this.time.instant();
		this.time.held = events(stack).filter((event) -> event.logicalResourceId().equals(logicalId))
			.map(StackEvent::timestamp)
			.filter(now::isBefore)
			.min(Instant::compareTo)
			.orElseThrow(() -> new AssertionError("Nothing new is to come of %s in %s".formatted(logicalId, stack)));
	}

	/** Lets everything run to its end, what is asked for from now on included. */
	public void goOn() {
		this.time.earliest = this.time.instant();
		this.time.held = null;
	}

	/** All that happened and will happen to stacks of a name. */
	private Stream<StackEvent> events(String name) {
		return SandboxNetwork.REGIONS.stream()
			.flatMap((region) -> this.aws.stacks(region).all().stream())
			.filter((history) -> history.stack().name().equals(name))
			.flatMap((history) -> new Timelines().at(history.stack(), Instant.MAX).events().stream());
	}

	/** Goes by the portal's clock unless it is held, and never back. */
	private static final class Time extends Clock {

		private final Clock portal;

		private volatile Instant earliest = Instant.MIN;

		private volatile @Nullable Instant held;

		private Time(Clock portal) {
			this.portal = portal;
		}

		@Override
		public Instant instant() {
			Instant held = this.held;
			Instant now = this.portal.instant();
			return (held != null) ? held : now.isBefore(this.earliest) ? this.earliest : now;
		}

		@Override
		public ZoneId getZone() {
			return this.portal.getZone();
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	}

}
