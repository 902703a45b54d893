package dev.runnerfleet.fleet.diagnosis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.stack.template.TemplateParameter;

import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * What the portal knows of failures, as data: {@code causes/*.yaml}. The first entry that
 * fits is the cause, so what is special stands before what is general; the last one fits
 * everything.
 */
@Component
class CauseCatalogue {

	/** In the order in which they are asked. */
	static final List<String> FILES = List.of("gitlab", "steps", "instances", "permissions", "account", "limits",
			"network", "validation", "names", "removal", "silence", "unknown");

	private final List<CauseRule> rules;

	CauseCatalogue(Blueprints blueprints) {
		Set<String> parameters = blueprints.all()
			.stream()
			.flatMap((blueprint) -> blueprint.template().parameters().stream())
			.map(TemplateParameter::name)
			.flatMap((name) -> Stream.of(name,
					name.replaceFirst("^(Manager|Worker)(?=(InstanceType|ImageId|VolumeSize)$)", "")))
			.collect(Collectors.toSet());
		this.rules = FILES.stream()
			.flatMap((file) -> new CauseReader(file + ".yaml", parameters).read(text(file)).stream())
			.toList();
		Set<String> ids = new HashSet<>();
		this.rules.forEach((rule) -> {
			if (!ids.add(rule.id())) {
				throw new IllegalStateException("Two causes are called " + rule.id());
			}
		});
	}

	/** The cause that fits best. */
	Cause cause(Evidence evidence) {
		return this.rules.stream()
			.flatMap((rule) -> rule.of(evidence).stream())
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("The last entry of the catalogue fits everything"));
	}

	List<CauseRule> rules() {
		return this.rules;
	}

	private static String text(String file) {
		try {
			return new ClassPathResource("causes/" + file + ".yaml").getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
