package dev.runnerfleet.stack;

import java.util.function.Supplier;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;

/** How a call that changes something may be answered, whatever AWS does about it. */
public enum AnswerWay {

	REFUSED(Acts.NEVER, () -> FakeCloudFormation.error("ValidationError", "No."), "AWS refused the request"),
	THROTTLED(Acts.NEVER, () -> FakeCloudFormation.error("Throttling", "Rate exceeded"), "AWS is busy"),
	ERROR(Acts.NEVER, () -> error(500), "AWS had an error of its own"),
	ERROR_THOUGH_DONE(Acts.AT_ONCE, () -> error(500), "AWS had an error of its own"),
	ERROR_OF_A_PROXY(Acts.NEVER, () -> error(502), "AWS had an error of its own"),
	CUT_THOUGH_DONE(Acts.AT_ONCE, () -> SdkClientException.create("Connection reset"), "AWS did not answer"),
	SILENCE(Acts.NEVER, () -> SdkClientException.create("Read timed out"), "AWS did not answer"),
	DONE_LATE(Acts.LATER, () -> SdkClientException.create("Read timed out"), "AWS did not answer");

	/** When AWS does as asked. */
	public enum Acts {

		NEVER, AT_ONCE, LATER

	}

	public final Acts acts;

	public final Supplier<RuntimeException> answer;

	/** Begins what the portal says of it. */
	public final String words;

	AnswerWay(Acts acts, Supplier<RuntimeException> answer, String words) {
		this.acts = acts;
		this.answer = answer;
		this.words = words;
	}

	private static RuntimeException error(int status) {
		return CloudFormationException.builder().statusCode(status).build();
	}

	/** Whether AWS surely did nothing, and said so. */
	public boolean saysNo() {
		return this == REFUSED || this == THROTTLED;
	}

}
