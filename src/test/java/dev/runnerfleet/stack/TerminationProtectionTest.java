package dev.runnerfleet.stack;

import java.util.UUID;

import dev.runnerfleet.aws.AwsFailure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TerminationProtectionTest {

	private final StackFixture portal = new StackFixture();

	private final TerminationProtection protection = new TerminationProtection(this.portal.aws, this.portal.stacks);

	@Test
	void isTurnedAndAskedForAtAws() {
		UUID stack = launched();
		assertThat(this.protection.isOn(stack)).isFalse();
		this.protection.set(stack, true);
		assertThat(this.protection.isOn(stack)).isTrue();
		this.protection.set(stack, false);
		assertThat(this.protection.isOn(stack)).isFalse();
	}

	@Test
	void sayingNoIsPassedOnInWords() {
		UUID stack = launched();
		this.portal.aws.refuse("AccessDenied", "no");
		assertThatExceptionOfType(AwsFailure.class).isThrownBy(() -> this.protection.set(stack, true))
			.satisfies((failure) -> assertThat(failure.title())
				.isEqualTo("The permission cloudformation:UpdateTerminationProtection is missing"));
	}

	@Test
	void aStackThatAwsNeverHeardOfIsNotAskedFor() {
		this.protection.set(UUID.randomUUID(), true);
		assertThat(this.protection.isOn(UUID.randomUUID())).isFalse();
		assertThat(this.portal.aws.calls).isEmpty();
	}

	private UUID launched() {
		this.portal.launch("blue");
		return this.portal.only().id();
	}

}
