package dev.runnerfleet.stack;

import java.time.Instant;
import java.util.UUID;

import dev.runnerfleet.aws.Place;
import org.jspecify.annotations.Nullable;

/**
 * A stack as the portal knows it.
 *
 * @param id the portal's id, also in the tag {@code runner-fleet-portal:fleet}
 * @param name the stack's name
 * @param place where it is
 * @param arn AWS's id, {@code null} until AWS has given one
 * @param status its status
 * @param statusReason AWS's words about the status
 * @param resourcesDone how many resources are there as the template wants them
 * @param resourcesTotal how many the template asks for
 * @param lastSeq the sequence of its latest event, 0 for none
 * @param lastEvent its latest event in a few words
 * @param trouble why the portal cannot follow it at the moment
 * @param troubledSince since when, by the database's clock
 * @param createdBy who launched it
 * @param createdAt when it was launched
 * @param activeAt when something last happened to it
 * @param standing how it stands for those who use it
 * @param revision grows with every change of this row
 */
public record Stack(UUID id, String name, Place place, @Nullable String arn, StackStatus status,
		@Nullable String statusReason, int resourcesDone, int resourcesTotal, long lastSeq, @Nullable String lastEvent,
		@Nullable String trouble, @Nullable Instant troubledSince, String createdBy, Instant createdAt,
		Instant activeAt, Standing standing, long revision) {

	/** The region that it is in. */
	public String region() {
		return this.place.region();
	}

	static Stack planned(UUID id, StackLaunch launch, Instant now) {
		return new Stack(id, launch.name(), launch.place(), null, StackStatus.PLANNED, null, 0, launch.resourcesTotal(),
				0, null, null, null, launch.requestedBy(), now, now, Standing.UNSAID, 0);
	}

	/** The next one in the place of this: same history, nothing known of it yet. */
	Stack plannedAgain(StackLaunch launch) {
		return new Stack(this.id, this.name, this.place, null, StackStatus.PLANNED, null, 0, launch.resourcesTotal(),
				this.lastSeq, this.lastEvent, null, null, this.createdBy, this.createdAt, this.activeAt, this.standing,
				this.revision);
	}

	Stack known(String arn) {
		return with(arn, new StackStatus("CREATE_IN_PROGRESS"), null, this.activeAt);
	}

	/** AWS has begun to do something with it. */
	Stack working(StackStatus meanwhile) {
		return with(this.arn, meanwhile, null, this.activeAt);
	}

	Stack notSent(Instant now) {
		return with(this.arn, StackStatus.NOT_SENT, null, now);
	}

	Stack settled(StackStatus status, @Nullable String reason) {
		return with(this.arn, status, reason, this.activeAt);
	}

	/** Takes in an event; one that comes late changes the history but not the status. */
	Stack after(StackEvent event, int resourcesDone) {
		boolean latest = this.lastSeq == 0 || !event.at().isBefore(this.activeAt);
		boolean own = latest && event.aboutStack(this.arn);
		return new Stack(this.id, this.name, this.place, this.arn, own ? new StackStatus(event.status()) : this.status,
				own ? event.reason() : this.statusReason, resourcesDone, this.resourcesTotal, event.seq(),
				latest ? event.logicalId() + " " + event.status() : this.lastEvent, null, null, this.createdBy,
				this.createdAt, latest ? event.at() : this.activeAt, this.standing, this.revision);
	}

	Stack counted(int resourcesDone) {
		return new Stack(this.id, this.name, this.place, this.arn, this.status, this.statusReason, resourcesDone,
				this.resourcesTotal, this.lastSeq, this.lastEvent, this.trouble, this.troubledSince, this.createdBy,
				this.createdAt, this.activeAt, this.standing, this.revision);
	}

	Stack troubled(@Nullable String trouble) {
		return new Stack(this.id, this.name, this.place, this.arn, this.status, this.statusReason, this.resourcesDone,
				this.resourcesTotal, this.lastSeq, this.lastEvent, trouble, this.troubledSince, this.createdBy,
				this.createdAt, this.activeAt, this.standing, this.revision);
	}

	private Stack with(@Nullable String arn, StackStatus status, @Nullable String reason, Instant activeAt) {
		return new Stack(this.id, this.name, this.place, arn, status, reason, this.resourcesDone, this.resourcesTotal,
				this.lastSeq, this.lastEvent, null, null, this.createdBy, this.createdAt, activeAt, this.standing,
				this.revision);
	}

	/**
	 * What those who use a stack say of it.
	 *
	 * @param number how it stands, as a number of theirs; 0 until they have said
	 * @param note what is to be said beside that, {@code null} if nothing
	 * @param at the moment that this is about, {@code null} if it is about none
	 */
	public record Standing(int number, @Nullable String note, @Nullable Instant at) {

		public static final Standing UNSAID = new Standing(0, null, null);

	}

	/**
	 * Announces that a stack's row or one of its operations was written, in the
	 * transaction that writes it.
	 *
	 * @param id the stack
	 */
	public record Changed(UUID id) {

	}

}
