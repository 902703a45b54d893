package dev.runnerfleet.access.resume;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.runnerfleet.secret.TokenShapes;

/**
 * What somebody typed into a form that could not be taken, as far as it may rest.
 *
 * @param who whose page the form was on
 * @param path the page that shows it again, below the context path
 * @param fields its values by name, none of them secret
 */
record KeptForm(String who, String path, Map<String, List<String>> fields) {

	/**
	 * What is secret by name, and what a person has to decide anew: nobody confirms a
	 * removal without having read it.
	 */
	private static final String LEFT_OUT = "(?i)_csrf|_by|.*(password|token|secret|credential).*|current|again|confirm|anyway";

	/** What addresses carry beside their path. */
	private static final Pattern BESIDE_PATH = Pattern.compile("://\\S*[@?#]");

	static KeptForm of(String who, String path, Map<String, String[]> parameters) {
		Map<String, List<String>> fields = new LinkedHashMap<>();
		parameters.forEach((name, values) -> {
			List<String> plain = Arrays.stream(values).filter((value) -> !isSecret(value)).toList();
			if (!name.matches(LEFT_OUT) && !plain.isEmpty()) {
				fields.put(name, plain);
			}
		});
		return new KeptForm(who, path, fields);
	}

	static KeptForm parse(String who, String path, String text) {
		Map<String, List<String>> fields = new LinkedHashMap<>();
		for (String pair : text.split("&")) {
			int equals = pair.indexOf('=');
			if (equals > 0) {
				fields.computeIfAbsent(decoded(pair.substring(0, equals)), (name) -> new ArrayList<>())
					.add(decoded(pair.substring(equals + 1)));
			}
		}
		return new KeptForm(who, path, fields);
	}

	/** The fields as a form sends them. */
	String text() {
		return this.fields.entrySet()
			.stream()
			.flatMap(
					(field) -> field.getValue().stream().map((value) -> encoded(field.getKey()) + "=" + encoded(value)))
			.collect(Collectors.joining("&"));
	}

	private static boolean isSecret(String value) {
		return TokenShapes.in(value) || BESIDE_PATH.matcher(value).find();
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	private static String decoded(String text) {
		return URLDecoder.decode(text, StandardCharsets.UTF_8);
	}

}
