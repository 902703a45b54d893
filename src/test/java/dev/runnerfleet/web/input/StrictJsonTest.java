package dev.runnerfleet.web.input;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.web.RefusedValue;
import dev.runnerfleet.web.RefusedValues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.ResolvableType;
import org.springframework.mock.http.MockHttpInputMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** No value is taken for another kind of value, and no name is repeated. */
class StrictJsonTest {

	private final StrictJson json = new StrictJson(new JsonMapper());

	enum Colour {

		RED, @JsonProperty("light-blue")
		BLUE

	}

	record Body(String name, Secret token, Boolean on, Boolean off, Integer days, Long count, Colour colour,
			List<String> list, Map<String, String> parameters, Body inner) {

	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "name|true|a text in quotes", "name|5|a text in quotes",
			"name|1.5|a text in quotes", "name|[]|a text in quotes", "name|{}|a text in quotes",
			"token|true|a text in quotes", "token|12345678|a text in quotes", "token|['x']|a text in quotes",
			"on|5|true or false", "on|0|true or false", "on|'true'|true or false", "on|''|true or false",
			"off|1|true or false", "off|'yes'|true or false", "days|'5'|a whole number", "days|''|a whole number",
			"days|true|a whole number", "days|5.0|a whole number", "count|'5'|a whole number",
			"count|1e3|a whole number", "colour|0|one of", "colour|'GREEN'|one of RED, light-blue.", "colour|''|one of",
			"colour|true|one of", "list|'x'|a list in brackets", "list|''|a list in brackets",
			"list|{}|a list in brackets", "parameters|''|an object in braces", "parameters|[]|an object in braces",
			"inner|''|an object in braces", "inner|[]|an object in braces", "inner|5|an object in braces" })
	void aValueOfAnotherKindIsRefused(String field, String value, String words) {
		RefusedValue refused = refused("{'%s': %s}".formatted(field, value));
		assertThat(refused.field()).isEqualTo(field);
		assertThat(refused.message()).contains(words);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "{'list': [5]}|list[0]", "{'list': ['a', true]}|list[1]",
					"{'parameters': {'Count': 5}}|parameters.Count", "{'parameters': {'On': true}}|parameters.On",
					"{'inner': {'name': 5}}|inner.name" })
	void soIsOneFurtherDown(String body, String field) {
		assertThat(refused(body).field()).isEqualTo(field);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "{'%s': 1}|?", "{'name': 'x', '%s': null}|?",
			"{'inner': {'%s': ''}}|inner.?", "{'parameters': {'%s': 1}}|parameters.?" })
	void aTokenInTheNamesPlaceIsNotRepeated(String body, String field) {
		for (String token : List.of("glrt-" + "x".repeat(20), "x".repeat(20), "X".repeat(19) + "1", "0a".repeat(32),
				"GR1348941" + "r".repeat(20))) {
			RefusedValue refused = refused(body.formatted(token));
			assertThat(refused.field()).isEqualTo(field);
			assertThat(refused.message()).doesNotContain(token);
		}
	}

	@Test
	void whatIsOfItsKindIsTaken() throws IOException {
		Body body = (Body) read("""
				{'name': 'blue', 'token': 'secret', 'on': true, 'off': false, 'days': 5, 'count': 5000000000,
				 'colour': 'RED', 'list': ['a'], 'parameters': {'Count': '5'}, 'inner': {'name': null}}""");
		assertThat(body.name()).isEqualTo("blue");
		assertThat(body.colour()).isEqualTo(Colour.RED);
		assertThat(body.parameters()).containsEntry("Count", "5");
		assertThat(body.inner().name()).isNull();
	}

	private RefusedValue refused(String body) {
		RefusedValues refusal = catchThrowableOfType(RefusedValues.class, () -> read(body));
		assertThat(refusal).as(body).isNotNull();
		return ((List<?>) refusal.getBody().getProperties().get("errors")).stream()
			.map(RefusedValue.class::cast)
			.findFirst()
			.orElseThrow();
	}

	private Object read(String body) throws IOException {
		return this.json.read(ResolvableType.forClass(Body.class),
				new MockHttpInputMessage(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8)), null);
	}

}
