package dev.runnerfleet.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.aws.AwsFailure;
import dev.runnerfleet.aws.PageReads;
import dev.runnerfleet.aws.Place;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

import org.springframework.stereotype.Component;

/**
 * Knows who the portal is at AWS. The answer is remembered, so that each page can tell it
 * without waiting.
 */
@Component
public class Identities {

	/** Whoever runs the portal may give it another role meanwhile. */
	private static final Duration FRESH = Duration.ofMinutes(5);

	private final Aws aws;

	private final PageReads reads;

	private final Clock clock;

	private volatile @Nullable Known known;

	Identities(Aws aws, PageReads reads, Clock clock) {
		this.aws = aws;
		this.reads = reads;
		this.clock = clock;
	}

	/**
	 * Asks AWS who the portal is.
	 * @throws AwsFailure if AWS refuses or does not answer
	 */
	public Identity ask(Place place) {
		Identity identity = asked(place);
		this.known = new Known(identity, this.clock.instant());
		return identity;
	}

	/** Who the portal is as far as is known; asks in the background where it is not. */
	Optional<Identity> known() {
		Known last = this.known;
		if (last == null || last.at().plus(FRESH).isBefore(this.clock.instant())) {
			askLater();
		}
		return Optional.ofNullable(last).map(Known::identity);
	}

	private void askLater() {
		try {
			Place home = Place.in(this.aws.defaultRegion());
			this.reads.begin(home, "identity", () -> ask(home));
		}
		catch (AwsFailure ex) {
			// Without a region there is nobody to ask, which pages say where it matters.
		}
	}

	private Identity asked(Place place) {
		GetCallerIdentityResponse answer = AwsFailure.guard("sts:GetCallerIdentity",
				() -> this.aws.sts(place).getCallerIdentity());
		return new Identity(answer.account(), alias(place), (answer.arn() != null) ? answer.arn() : "");
	}

	/** Left out where the portal may not ask for it. */
	private String alias(Place place) {
		try {
			return AwsFailure.guard("iam:ListAccountAliases", () -> this.aws.iam(place).listAccountAliases())
				.accountAliases()
				.stream()
				.collect(Collectors.joining(", "));
		}
		catch (AwsFailure ex) {
			return "";
		}
	}

	/**
	 * When the portal's credentials end for good.
	 * @return empty where they never do, or renew themselves
	 */
	public Optional<Instant> credentialsEnd() {
		return this.aws.credentialsEnd();
	}

	private record Known(Identity identity, Instant at) {

	}

	/**
	 * Who the portal is at AWS.
	 *
	 * @param account twelve digits
	 * @param alias the account's name, blank if it has none or the portal may not see it
	 * @param arn its principal, such as
	 * {@code arn:aws:sts::111122223333:assumed-role/portal/i-0abc}
	 */
	public record Identity(String account, String alias, String arn) {

		/** The account for people. */
		public String label() {
			return this.alias.isEmpty() ? this.account : "%s (%s)".formatted(this.alias, this.account);
		}

		/** The role or user for people, such as {@code role portal}. */
		public String principal() {
			String resource = this.arn.substring(this.arn.lastIndexOf(':') + 1);
			String[] parts = resource.split("/");
			return switch (parts[0]) {
				case "assumed-role" -> "role " + parts[1];
				case "user", "federated-user" -> "user " + parts[parts.length - 1];
				case "root" -> "the root user";
				default -> resource;
			};
		}

	}

}
