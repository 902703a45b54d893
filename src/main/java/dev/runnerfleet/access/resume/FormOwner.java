package dev.runnerfleet.access.resume;

import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.web.servlet.support.csrf.CsrfRequestDataValueProcessor;
import org.springframework.web.servlet.support.RequestDataValueProcessor;

/**
 * Writes into every form whose page it is on, because a session that is over cannot tell
 * any more.
 */
class FormOwner implements RequestDataValueProcessor {

	static final String PARAMETER = "_by";

	private final CsrfRequestDataValueProcessor tokens;

	private final ObjectProvider<FormSignatures> marks;

	FormOwner(CsrfRequestDataValueProcessor tokens, ObjectProvider<FormSignatures> marks) {
		this.tokens = tokens;
		this.marks = marks;
	}

	@Override
	public Map<String, String> getExtraHiddenFields(HttpServletRequest request) {
		Map<String, String> fields = this.tokens.getExtraHiddenFields(request);
		if (fields.isEmpty() || request.getRemoteUser() == null) {
			return fields;
		}
		Map<String, String> owned = new LinkedHashMap<>(fields);
		owned.put(PARAMETER, this.marks.getObject().of(request.getRemoteUser()));
		return owned;
	}

	@Override
	public String processAction(HttpServletRequest request, String action, String method) {
		return this.tokens.processAction(request, action, method);
	}

	@Override
	public String processFormFieldValue(HttpServletRequest request, @Nullable String name, String value, String type) {
		return this.tokens.processFormFieldValue(request, name, value, type);
	}

	@Override
	public String processUrl(HttpServletRequest request, String url) {
		return this.tokens.processUrl(request, url);
	}

}
