package dev.runnerfleet.fleet;

import java.util.List;

import org.springframework.http.HttpStatus;
import org.springframework.validation.BindingResult;
import org.springframework.web.ErrorResponseException;

/** Puts what is wrong with a form beside its fields. */
final class FormRejections {

	private FormRejections() {
	}

	/** A choice that the page never offered leaves no form to show again. */
	static void requireForm(BindingResult binding) {
		if (binding.hasErrors()) {
			throw new ErrorResponseException(HttpStatus.BAD_REQUEST);
		}
	}

	/** What the page has no field for goes above the form. */
	static void reject(BindingResult binding, List<Violation> violations, LaunchPage page) {
		for (Violation violation : violations) {
			String field = violation.field();
			boolean shown = field.startsWith("parameters[") ? page.shows(field) : !field.equals("key");
			if (!shown) {
				binding.reject("invalid", violation.message());
			}
			else {
				binding.rejectValue(field, "invalid", violation.message());
			}
		}
	}

}
