package dev.runnerfleet.fleet.form;

import java.util.List;

import dev.runnerfleet.fleet.Finding;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FormChecksTest {

	@Test
	void whatCouldNotBeLookedAtIsNotTakenForWell() {
		FormChecks checks = FormChecks.found(List.of(Finding.notes("", "Not checked: the quotas. AWS is away."),
				Finding.notes("", "Whether the permissions of the portal suffice was not checked. AWS is away."),
				Finding.notes("", "GitLab accepts the token.")));
		assertThat(checks.isClear()).isTrue();
		assertThat(checks.unmade()).isEqualTo(2);
	}

}
