package dev.runnerfleet.portal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A stack of the stand-in. Its story moves on as it is read, not as time passes, so that
 * a portal that was dead for a while has missed nothing it could not still meet.
 */
public class StandInStack {

	private static final String STACK = "AWS::CloudFormation::Stack";

	/** As many as a fleet has that asks for nothing special. */
	static final int RESOURCES = 14;

	private static final String BUCKET = "CacheBucket";

	private static final String MANAGER = "Manager";

	/** One event as CloudFormation tells it. */
	record Event(String id, Instant at, String logicalId, String physicalId, String type, String status, String reason,
			String requestToken) {

		Event at(Instant moment) {
			return new Event(this.id, moment, this.logicalId, this.physicalId, this.type, this.status, this.reason,
					this.requestToken);
		}

	}

	final String name;

	final String arn;

	final String requestToken;

	final Map<String, String> tags;

	private final boolean byTheClock;

	/** Whether it has a manager, which proves with a job that it works. */
	final boolean managed;

	private final List<Event> story = new ArrayList<>();

	private int told;

	/** The tokens of all deletions that were asked for, in order. */
	final List<String> deletions = new ArrayList<>();

	/** The tokens of all updates that were carried out, in order. */
	final List<String> updates = new ArrayList<>();

	/** The names of the change sets that wait to be carried out. */
	final Set<String> changeSets = ConcurrentHashMap.newKeySet();

	private String currentToken;

	StandInStack(String name, String arn, String requestToken, Map<String, String> tags, Duration length,
			boolean managed) {
		this.byTheClock = length != null;
		this.managed = managed;
		this.name = name;
		this.arn = arn;
		this.requestToken = requestToken;
		this.tags = tags;
		this.currentToken = requestToken;
		tell();
		if (length != null) {
			takes(length);
		}
	}

	/** Gives each event of the story its moment, from now on. */
	public synchronized void takes(Duration length) {
		Instant now = Instant.now();
		for (int i = 0; i < this.story.size(); i++) {
			Instant at = now.plus(length.multipliedBy(i).dividedBy(this.story.size() - 1));
			this.story.set(i, this.story.get(i).at(at));
		}
	}

	/** When the launch ends, where it goes by the clock. */
	public synchronized Instant endsAt() {
		return this.story.get(this.story.size() - 1).at();
	}

	/** Whether this launch is one that fails. */
	boolean fails() {
		return this.name.endsWith("-fails");
	}

	/** Lets the next events happen, two or three at a time. */
	synchronized void moveOn() {
		if (this.byTheClock) {
			return;
		}
		this.told = Math.min(this.told + 2 + this.told % 2, this.story.size());
	}

	/** What has happened so far, the latest first. */
	synchronized List<Event> newestFirst() {
		if (this.byTheClock) {
			Instant now = Instant.now();
			this.told = (int) this.story.stream().filter((event) -> !event.at().isAfter(now)).count();
		}
		List<Event> events = new ArrayList<>();
		for (int i = this.told - 1; i >= 0; i--) {
			events.add(this.story.get(i));
		}
		return events;
	}

	/** Deletes it, or fails to where its bucket holds anything. */
	synchronized void delete(String token, boolean bucketIsEmpty) {
		this.deletions.add(token);
		this.currentToken = token;
		this.told = this.story.size();
		happen(this.name, STACK, "DELETE_IN_PROGRESS", "User Initiated");
		for (int i = 2; i <= RESOURCES; i++) {
			happen(resource(i), "AWS::S3::Bucket", "DELETE_COMPLETE", "");
		}
		happen(BUCKET, "AWS::S3::Bucket", bucketIsEmpty ? "DELETE_COMPLETE" : "DELETE_FAILED", "");
		happen(this.name, STACK, bucketIsEmpty ? "DELETE_COMPLETE" : "DELETE_FAILED", "");
		this.told++;
	}

	/** Carries a change set out. */
	synchronized void update(String token) {
		if (this.updates.contains(token)) {
			return;
		}
		this.updates.add(token);
		this.currentToken = token;
		this.told = this.story.size();
		happen(this.name, STACK, "UPDATE_IN_PROGRESS", "User Initiated");
		happen(BUCKET, "AWS::S3::Bucket", "UPDATE_IN_PROGRESS", "");
		happen(BUCKET, "AWS::S3::Bucket", "UPDATE_COMPLETE", "");
		happen(this.name, STACK, "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "");
		happen(this.name, STACK, "UPDATE_COMPLETE", "");
		this.told++;
	}

	String status() {
		return newestFirst().stream()
			.filter((event) -> event.type().equals(STACK))
			.map(Event::status)
			.findFirst()
			.orElse("CREATE_IN_PROGRESS");
	}

	private void tell() {
		happen(this.name, STACK, "CREATE_IN_PROGRESS", "User Initiated");
		for (int i = 1; i <= RESOURCES; i++) {
			happen(resource(i), "AWS::S3::Bucket", "CREATE_IN_PROGRESS", "");
			happen(resource(i), "AWS::S3::Bucket", "CREATE_IN_PROGRESS", "Resource creation Initiated");
		}
		for (int i = 1; i < RESOURCES; i++) {
			happen(resource(i), "AWS::S3::Bucket", "CREATE_COMPLETE", "");
		}
		if (!fails()) {
			happen(resource(RESOURCES), "AWS::S3::Bucket", "CREATE_COMPLETE", "");
			happen(this.name, STACK, "CREATE_COMPLETE", "");
			return;
		}
		happen(resource(RESOURCES), "AWS::S3::Bucket", "CREATE_FAILED", "The bucket name is taken");
		happen(this.name, STACK, "ROLLBACK_IN_PROGRESS", "The following resource(s) failed to create");
		for (int i = 1; i <= RESOURCES; i++) {
			happen(resource(i), "AWS::S3::Bucket", "DELETE_COMPLETE", "");
		}
		happen(this.name, STACK, "ROLLBACK_COMPLETE", "");
	}

	private String resource(int number) {
		return (number == 1) ? BUCKET : (this.managed && number == 2) ? MANAGER : "Resource" + number;
	}

	/** Several events share a moment, as they do in CloudFormation. */
	private void happen(String logicalId, String type, String status, String reason) {
		int number = this.story.size() + 1;
		this.story.add(new Event("%s-%03d".formatted(this.name, number),
				Instant.ofEpochSecond(1_800_000_000L + number / 3), logicalId, physicalId(logicalId, type),
				logicalId.equals(MANAGER) ? "AWS::EC2::Instance" : type, status, reason, this.currentToken));
	}

	private String physicalId(String logicalId, String type) {
		return type.equals(STACK) ? this.arn : logicalId.equals(BUCKET) ? this.name + "-cache"
				: logicalId.equals(MANAGER) ? "i-" + "0".repeat(17) : logicalId + "-id";
	}

}
