package dev.runnerfleet.web;

import java.io.IOException;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.ResolvableType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;

/**
 * Refuses JSON that says more than is understood, so that a typo is not ignored, and
 * numbers or switches that would have to be guessed; drops the parser's exceptions: they
 * quote values, and Spring logs them.
 */
class StrictJson extends JacksonJsonHttpMessageConverter {

	StrictJson(JsonMapper mapper) {
		super(mapper.rebuild()
			.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
			.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
			.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
			.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
			.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
			.build());
	}

	@Override
	public Object read(ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
			throws IOException {
		try {
			return super.read(type, message, hints);
		}
		catch (HttpMessageNotReadableException ex) {
			if (BodyTooLarge.causes(ex)) {
				throw ex;
			}
			throw JsonMistake.of(ex.getCause());
		}
	}

}
