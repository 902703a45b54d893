package dev.runnerfleet.fleet.blueprint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import dev.runnerfleet.fleet.Fleet;

import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** The blueprints that this version of the portal carries, the recommended one first. */
@Component
public class Blueprints {

	private static final List<String> NAMES = List.of("docker-autoscaler", "docker-machine");

	private final SingletonSupplier<List<Blueprint>> all = SingletonSupplier
		.of(() -> NAMES.stream().map(Blueprints::read).toList());

	public List<Blueprint> all() {
		return this.all.obtain();
	}

	public Blueprint first() {
		return all().get(0);
	}

	public Optional<Blueprint> find(String name) {
		return all().stream().filter((blueprint) -> blueprint.name().equals(name)).findFirst();
	}

	/** The fleet's blueprint, if this portal has a newer version of it. */
	public Optional<Blueprint> newerThan(Fleet fleet) {
		return find(fleet.blueprint()).filter((blueprint) -> blueprint.version() > fleet.blueprintVersion());
	}

	private static String text(String file) throws IOException {
		return new ClassPathResource("blueprints/" + file).getContentAsString(StandardCharsets.UTF_8);
	}

	private static Blueprint read(String name) {
		try {
			String file = name + ".yaml";
			return Blueprint.of(name, text(file), text("form/" + file), text("presets/" + file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
