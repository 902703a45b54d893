package dev.runnerfleet.fleet.preflight.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.runnerfleet.account.Identities;
import dev.runnerfleet.account.Identities.Identity;
import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.fleet.preflight.Check;
import dev.runnerfleet.fleet.preflight.Plan;

import org.springframework.stereotype.Component;

/**
 * Who will have launched: whoever sees another account here than they meant does not
 * launch.
 */
@Component
class IdentityCheck implements Check {

	/** A launch and its removal, if it fails, take less. */
	private static final Duration SOON = Duration.ofHours(1);

	private final Identities identities;

	private final Clock clock;

	IdentityCheck(Identities identities, Clock clock) {
		this.identities = identities;
		this.clock = clock;
	}

	@Override
	public String subject() {
		return "the account";
	}

	@Override
	public boolean thorough() {
		return true;
	}

	@Override
	public List<Finding> findings(Plan plan) {
		List<Finding> findings = new ArrayList<>();
		Identity identity = this.identities.ask(plan.place());
		Optional<Instant> end = this.identities.credentialsEnd();
		end.filter((at) -> at.isBefore(this.clock.instant().plus(SOON))).ifPresent((at) -> findings.add(ending(at)));
		findings.add(Finding.notes("",
				"The portal works in the account %s as %s.".formatted(identity.label(), identity.principal())));
		return findings;
	}

	private Finding ending(Instant at) {
		long minutes = Duration.between(this.clock.instant(), at).toMinutes();
		String when = (minutes < 1) ? "now" : (minutes == 1) ? "in a minute" : "in %d minutes".formatted(minutes);
		return Finding
			.warns("", "The portal's AWS credentials end %s: from then on it cannot follow the fleet.".formatted(when))
			.mend("Renew them before you launch, or give the portal a role that renews itself.");
	}

}
