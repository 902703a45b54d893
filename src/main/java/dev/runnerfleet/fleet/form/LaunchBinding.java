package dev.runnerfleet.fleet.form;

import java.util.regex.Pattern;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.context.request.WebRequest;

/**
 * Binds a form by its constructor alone, wherever it is sent to: nothing is set
 * afterwards, and a field that the binder would stumble over is refused before.
 */
@ControllerAdvice(annotations = TakesLaunchForm.class)
class LaunchBinding {

	private static final Pattern PARAMETER = Pattern.compile("parameters\\[[^\\[\\]]*]");

	@InitBinder("form")
	void constructorOnly(WebDataBinder binder, WebRequest request) {
		binder.setDeclarativeBinding(true);
		request.getParameterNames().forEachRemaining((name) -> {
			if (name.startsWith("parameters[") && !PARAMETER.matcher(name).matches()) {
				throw new ErrorResponseException(HttpStatus.BAD_REQUEST);
			}
		});
	}

}
