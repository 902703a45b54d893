package dev.runnerfleet.access.session;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.core.serializer.support.SerializingConverter;

/**
 * Writes and reads what sessions hold. That outlives the portal that wrote it, so it is
 * plain values only, and what a later portal cannot read is as if it had never been
 * there. A {@link dev.runnerfleet.secret.Secret} cannot be written: tokens stay in
 * memory.
 */
final class SessionValues {

	private static final Logger logger = LoggerFactory.getLogger(SessionValues.class);

	/** Whoever can write into the database must not thereby run code in the portal. */
	private static final ObjectInputFilter PLAIN = ObjectInputFilter.Config
		.createFilter("maxdepth=20;maxbytes=1000000;java.lang.*;java.util.*;java.util.concurrent.*;java.time.*;"
				+ "org.springframework.util.*;org.springframework.web.servlet.FlashMap;dev.runnerfleet.**;!*");

	private SessionValues() {
	}

	static ConversionService conversion() {
		GenericConversionService conversion = new GenericConversionService();
		conversion.addConverter(Object.class, byte[].class, new SerializingConverter());
		conversion.addConverter(new Reading());
		return conversion;
	}

	private static @Nullable Object read(byte[] bytes) {
		try (ObjectInputStream values = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
			values.setObjectInputFilter(PLAIN);
			return values.readObject();
		}
		catch (IOException | ClassNotFoundException | RuntimeException ex) {
			logger.debug("A session's value cannot be read and is dropped", ex);
			return null;
		}
	}

	/** What cannot be read is nothing. */
	private static final class Reading implements GenericConverter {

		@Override
		public Set<ConvertiblePair> getConvertibleTypes() {
			return Set.of(new ConvertiblePair(byte[].class, Object.class));
		}

		@Override
		public @Nullable Object convert(@Nullable Object bytes, TypeDescriptor from, TypeDescriptor to) {
			return (bytes != null) ? read((byte[]) bytes) : null;
		}

	}

}
