package dev.runnerfleet.fleet.diagnosis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.stack.template.TemplateParameter;

import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.springframework.util.ConcurrentLruCache;

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

	/** A page that is kept current asks for the same again and again. */
	private final ConcurrentLruCache<Evidence, Cause> known = new ConcurrentLruCache<>(200, this::find);

	private final Map<String, List<CauseRule>> files = new LinkedHashMap<>();

	private final List<CauseRule> rules;

	/**
	 * Reads all of it.
	 * @throws IllegalStateException if something in it cannot be meant so
	 */
	CauseCatalogue(Blueprints blueprints) {
		Set<String> parameters = blueprints.all()
			.stream()
			.flatMap((blueprint) -> blueprint.template().parameters().stream())
			.map(TemplateParameter::name)
			.flatMap((name) -> Stream.of(name,
					name.replaceFirst("^(Manager|Worker)(?=(InstanceType|ImageId|VolumeSize)$)", "")))
			.collect(Collectors.toSet());
		FILES.forEach((file) -> this.files.put(file, new CauseReader(file + ".yaml", parameters).read(text(file))));
		this.rules = this.files.values().stream().flatMap(List::stream).toList();
		Set<String> ids = new HashSet<>();
		this.rules.forEach((rule) -> {
			if (!ids.add(rule.id())) {
				throw new IllegalStateException("Two causes are called " + rule.id());
			}
		});
	}

	/** The cause that fits best. */
	Cause cause(Evidence evidence) {
		return this.known.get(evidence);
	}

	private Cause find(Evidence evidence) {
		List<ManagerLine> lines = (evidence.log() != null) ? ManagerLine.open(evidence.log()) : null;
		return this.rules.stream()
			.flatMap((rule) -> rule.of(evidence, lines).stream())
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("The last entry of the catalogue fits everything"));
	}

	List<CauseRule> rules() {
		return this.rules;
	}

	/** The entries of one file, in its order. */
	List<CauseRule> rules(String file) {
		return this.files.getOrDefault(file, List.of());
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
