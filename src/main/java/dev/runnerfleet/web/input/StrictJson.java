package dev.runnerfleet.web.input;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

import com.fasterxml.jackson.annotation.Nulls;
import dev.runnerfleet.web.failure.BodyTooLarge;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

import org.springframework.core.ResolvableType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;

/**
 * Refuses JSON that says more than is understood, so that a typo is not ignored, and
 * takes no value for another kind of value, so that nothing is guessed; drops the
 * parser's exceptions: they quote values, and Spring logs them.
 */
class StrictJson extends JacksonJsonHttpMessageConverter {

	StrictJson(JsonMapper mapper) {
		super(mapper.rebuild()
			.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
			.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
			.enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
			.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
			.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
			.withCoercionConfigDefaults((coercions) -> Arrays.stream(CoercionInputShape.values())
				.forEach((shape) -> coercions.setCoercion(shape, CoercionAction.Fail)))
			.changeDefaultNullHandling((nulls) -> nulls.withContentNulls(Nulls.FAIL))
			.addModule(new SimpleModule("checked").addDeserializer(String.class, new CheckedText()))
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
