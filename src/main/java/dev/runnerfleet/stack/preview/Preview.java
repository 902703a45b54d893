package dev.runnerfleet.stack.preview;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A change of a stack that AWS works out before anybody decides on it: a change set. It
 * guards its own way from intent to decision.
 *
 * @param id the preview; also in the change set's name, and its {@code clientToken}
 * @param stackId the stack
 * @param state how far it has come
 * @param requestedBy who asked
 * @param createdAt when the intent was recorded
 * @param expiresAt when it is thrown away unless somebody decides before
 * @param resourcesBefore how many resources the stack has now
 * @param resourcesAfter how many it has after the change
 * @param changes what would change, in AWS's order
 * @param reason why nothing comes of it, in words for people; while it is planned, AWS's
 * last answer where that leaves open whether AWS works on it
 * @param operationId what carries it out, or was to and is not confirmed by AWS;
 * {@code null} until it is applied
 * @param unconfirmed whether it failed for want of any word from AWS, which may still
 * come
 */
public record Preview(UUID id, UUID stackId, State state, String requestedBy, Instant createdAt, Instant expiresAt,
		int resourcesBefore, int resourcesAfter, List<ResourceChange> changes, @Nullable String reason,
		@Nullable UUID operationId, boolean unconfirmed) {

	static final Duration LIFETIME = Duration.ofHours(1);

	/** How far a preview has come. */
	public enum State {

		/** Recorded; AWS may or may not know of it. */
		PLANNED,
		/** AWS works it out. */
		CREATING,
		/** It can be applied or discarded. */
		READY,
		/** It would change nothing. */
		EMPTY,
		/** AWS could not prepare this preview. */
		FAILED,
		/** It is carried out, or has been. */
		APPLIED,
		/** Somebody decided against it. */
		DISCARDED,
		/** Nobody decided in time, or the stack has changed since. */
		EXPIRED;

		/** Whether somebody may still wait for it or decide on it. */
		public boolean open() {
			return this == PLANNED || this == CREATING || this == READY;
		}

	}

	static Preview planned(Previews.Request request, int resourcesBefore, Instant now) {
		return new Preview(UUID.randomUUID(), request.stackId(), State.PLANNED, request.requestedBy(), now,
				now.plus(LIFETIME), resourcesBefore, request.resourcesAfter(), List.of(), null, null, false);
	}

	/** The name under which AWS knows it. */
	String changeSet() {
		return "runner-fleet-portal-" + this.id;
	}

	/**
	 * AWS's answer leaves open whether it works on it.
	 * @param answer its words, without any secret
	 */
	Preview unanswered(String answer) {
		return moved(State.PLANNED, List.of(), answer, null, State.PLANNED);
	}

	/** AWS tells nothing of it. */
	Preview unconfirmed(String reason) {
		Preview failed = moved(State.FAILED, List.of(), reason, null, State.PLANNED);
		return new Preview(failed.id, failed.stackId, failed.state, failed.requestedBy, failed.createdAt,
				failed.expiresAt, failed.resourcesBefore, failed.resourcesAfter, failed.changes, reason, null, true);
	}

	/** It turns up in AWS after all. */
	Preview confirmed() {
		return moved(State.CREATING, List.of(), null, null, State.FAILED);
	}

	Preview creating() {
		return moved(State.CREATING, List.of(), null, null, State.PLANNED);
	}

	Preview ready(List<ResourceChange> changes) {
		return moved(State.READY, changes, null, null, State.PLANNED, State.CREATING);
	}

	Preview empty() {
		return moved(State.EMPTY, List.of(), null, null, State.PLANNED, State.CREATING);
	}

	Preview failed(String reason) {
		return moved(State.FAILED, List.of(), reason, null, State.PLANNED, State.CREATING);
	}

	Preview applied(UUID operationId) {
		return moved(State.APPLIED, this.changes, null, operationId, State.READY);
	}

	/** AWS tells nothing of what was to carry it out: it is up for a decision again. */
	Preview reopened() {
		return moved(State.READY, this.changes, null, this.operationId, State.APPLIED);
	}

	/** AWS carries it out after all. */
	Preview arrived() {
		return moved(State.APPLIED, this.changes, null, this.operationId, State.READY, State.APPLIED, State.DISCARDED,
				State.EXPIRED);
	}

	Preview discarded() {
		return moved(State.DISCARDED, List.of(), null, this.operationId, State.CREATING, State.READY);
	}

	Preview expired(String reason) {
		return moved(State.EXPIRED, List.of(), reason, this.operationId, State.PLANNED, State.CREATING, State.READY,
				State.APPLIED);
	}

	private Preview moved(State to, List<ResourceChange> changes, @Nullable String reason, @Nullable UUID operationId,
			State... from) {
		for (State allowed : from) {
			if (this.state == allowed) {
				return new Preview(this.id, this.stackId, to, this.requestedBy, this.createdAt, this.expiresAt,
						this.resourcesBefore, this.resourcesAfter, changes, reason, operationId, false);
			}
		}
		throw new IllegalStateException("Preview %s cannot go from %s to %s".formatted(this.id, this.state, to));
	}

	/**
	 * What a change would do to one resource, as CloudFormation foresees it.
	 *
	 * @param action what happens to it
	 * @param logicalId its name in the template
	 * @param physicalId its id in AWS, {@code null} for one that is not there yet
	 * @param type its type, such as {@code AWS::S3::Bucket}
	 * @param replacement whether another one takes its place
	 * @param properties what differs, empty for one that comes or goes
	 */
	public record ResourceChange(Action action, String logicalId, @Nullable String physicalId, String type,
			Replacement replacement, List<Property> properties) {

		/** What happens to a resource. */
		public enum Action {

			ADD, MODIFY, REMOVE,
			/**
			 * Something that this version has never heard of, or that shows only later.
			 */
			OTHER

		}

		/** Whether another resource takes the place of one. */
		public enum Replacement {

			NEVER,
			/** It depends on values that are known only while AWS works. */
			MAYBE, ALWAYS

		}

		/**
		 * A property that differs.
		 *
		 * @param name its name, or the attribute's where the resource's own is meant,
		 * such as {@code Metadata}
		 * @param replacement whether this alone replaces the resource
		 * @param before its value now, {@code null} where AWS gives none or it is secret
		 * @param after its value afterwards, {@code null} where AWS gives none or it is
		 * secret
		 */
		public record Property(String name, Replacement replacement, @Nullable String before, @Nullable String after) {

		}

	}

}
