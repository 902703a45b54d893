package dev.runnerfleet.sandbox.story;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.runnerfleet.sandbox.account.AccountFault;
import dev.runnerfleet.sandbox.manager.ManagerFault;
import dev.runnerfleet.sandbox.template.Masks;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.OnFailure;

/**
 * Something asked of a stack. Each operation carries the whole of what it is about, so
 * that it can be played out without a look elsewhere.
 *
 * @param kind what was asked
 * @param token the client request token, {@code null} if none was given
 * @param startedAt when it was asked, to the millisecond
 * @param speed the sandbox's speed at that time
 * @param templateBody the template that the stack has after it, or had before a deletion
 * @param parameters the values given by name, those of NoEcho parameters masked
 * @param capabilities the capabilities acknowledged
 * @param onFailure what becomes of the stack if its creation fails
 * @param retainExceptOnCreate whether a failed creation removes even what is to be
 * retained
 * @param changeSetId the change set that it executes, {@code null} if none
 * @param exceptions resources that it treats differently, with AWS's reason where one
 * cannot be deleted, blank where one is to be skipped or retained
 * @param account what the account suffered from when it was asked
 * @param fault what goes wrong with a manager that has the runner token given,
 * {@code null} if nothing does
 * @param tags the stack's tags after it, in the order given
 */
public record SandboxOperation(Kind kind, @Nullable String token, Instant startedAt, double speed, String templateBody,
		Map<String, String> parameters, List<String> capabilities, OnFailure onFailure, boolean retainExceptOnCreate,
		@Nullable String changeSetId, Map<String, String> exceptions, @Nullable ManagerFault fault,
		Set<AccountFault> account, Map<String, String> tags) {

	/** What stands in for the value of a NoEcho parameter. */
	public static final String MASK = Masks.MASK;

	public enum Kind {

		CREATE, UPDATE, CANCEL, CONTINUE, DELETE

	}

	/** What is asked next of the same template and values. */
	public SandboxOperation followedBy(Kind kind, @Nullable String token, Instant startedAt, double speed,
			Map<String, String> exceptions) {
		return new SandboxOperation(kind, token, startedAt, speed, this.templateBody, this.parameters,
				this.capabilities, this.onFailure, this.retainExceptOnCreate, null, exceptions, this.fault,
				this.account, this.tags);
	}

	/** The same asked at another time, as by a change set that is executed. */
	public SandboxOperation executed(@Nullable String token, Instant startedAt, double speed) {
		return new SandboxOperation(this.kind, token, startedAt, speed, this.templateBody, this.parameters,
				this.capabilities, this.onFailure, this.retainExceptOnCreate, this.changeSetId, this.exceptions,
				this.fault, this.account, this.tags);
	}

	/** The same where some resources cannot be deleted at its end. */
	public SandboxOperation hinderedBy(Map<String, String> hindrances) {
		return new SandboxOperation(this.kind, this.token, this.startedAt, this.speed, this.templateBody,
				this.parameters, this.capabilities, this.onFailure, this.retainExceptOnCreate, this.changeSetId,
				hindrances, this.fault, this.account, this.tags);
	}

	/** The same in an account that suffers from something. */
	public SandboxOperation amid(Set<AccountFault> account) {
		return new SandboxOperation(this.kind, this.token, this.startedAt, this.speed, this.templateBody,
				this.parameters, this.capabilities, this.onFailure, this.retainExceptOnCreate, this.changeSetId,
				this.exceptions, this.fault, account, this.tags);
	}

	/**
	 * Why early validation refuses it, in CloudFormation's words; empty if it does not.
	 */
	public Optional<String> validationFailure() {
		List<String> failed = this.account.stream().flatMap((fault) -> fault.validation().stream()).sorted().toList();
		return failed.isEmpty() ? Optional.empty() : Optional.of("The following hook(s)/validation failed: " + failed
				+ ". To troubleshoot Early Validation errors, use the DescribeEvents API for detailed failure information.");
	}

}
