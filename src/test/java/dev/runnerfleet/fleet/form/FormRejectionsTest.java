package dev.runnerfleet.fleet.form;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.web.servlet.mvc.support.RedirectAttributesModelMap;

import static org.assertj.core.api.Assertions.assertThat;

class FormRejectionsTest {

	/** A notice has the tone of success. */
	@Test
	void whatWasOverruledIsToldAsAWarning() {
		RedirectAttributesModelMap flash = new RedirectAttributesModelMap();
		FormRejections.warn(flash, List.of("The token looks wrong.", "The subnet is small."));
		assertThat(flash.getFlashAttributes().toString())
			.isEqualTo("{warning=The token looks wrong. The subnet is small.}");
	}

}
