package dev.runnerfleet.web.input;

import java.util.Collection;

import org.springframework.beans.BeanUtils;
import org.springframework.http.HttpStatus;
import org.springframework.util.ClassUtils;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.context.request.WebRequest;

/**
 * Takes the marker of an unticked box for boxes and lists alone: any other field would be
 * emptied by it, of its default too.
 */
@ControllerAdvice
class FieldMarkers {

	@InitBinder
	void boxesOnly(WebDataBinder binder, WebRequest request) {
		Class<?> form = (binder.getTargetType() != null) ? binder.getTargetType().resolve() : null;
		if (form == null) {
			return;
		}
		request.getParameterNames().forEachRemaining((name) -> {
			if (name.startsWith(WebDataBinder.DEFAULT_FIELD_MARKER_PREFIX)) {
				Class<?> type = BeanUtils.findPropertyType(name.substring(1), form);
				if (type != Object.class && ClassUtils.resolvePrimitiveIfNecessary(type) != Boolean.class
						&& !Collection.class.isAssignableFrom(type)) {
					throw new ErrorResponseException(HttpStatus.BAD_REQUEST);
				}
			}
		});
	}

}
