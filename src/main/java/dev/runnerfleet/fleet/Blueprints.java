package dev.runnerfleet.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** The blueprints that this version of the portal carries, the recommended one first. */
@Component
class Blueprints {

	private static final List<String> NAMES = List.of("docker-autoscaler", "docker-machine");

	private final SingletonSupplier<List<Blueprint>> all = SingletonSupplier
		.of(() -> NAMES.stream().map(Blueprints::read).toList());

	List<Blueprint> all() {
		return this.all.obtain();
	}

	Blueprint first() {
		return all().get(0);
	}

	Optional<Blueprint> find(String name) {
		return all().stream().filter((blueprint) -> blueprint.name().equals(name)).findFirst();
	}

	/** The fleet's blueprint, if this portal has a newer version of it. */
	Optional<Blueprint> newerThan(Fleet fleet) {
		return find(fleet.blueprint()).filter((blueprint) -> blueprint.version() > fleet.blueprintVersion());
	}

	private static Blueprint read(String name) {
		try {
			return Blueprint.of(name,
					new ClassPathResource("blueprints/" + name + ".yaml").getContentAsString(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
