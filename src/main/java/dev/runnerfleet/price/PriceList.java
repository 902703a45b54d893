package dev.runnerfleet.price;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * AWS's prices as they were on one day, so that a cost can be told without asking AWS. In
 * USD, and as doubles: what is worked out from them is an estimate, not a bill.
 */
@Component
public class PriceList {

	private static final String DAY = "# day: ";

	private final LocalDate day;

	private final Map<String, Regional> regions;

	/** The list in the jar. */
	public PriceList() {
		this(lines("prices/aws.csv"));
	}

	PriceList(List<String> lines) {
		this.day = lines.stream()
			.filter((line) -> line.startsWith(DAY))
			.findFirst()
			.map((line) -> LocalDate.parse(line.substring(DAY.length())))
			.orElseThrow();
		this.regions = regions(lines.stream().filter((line) -> !line.startsWith("#")).toList());
	}

	/** The day that the prices are of. */
	public LocalDate day() {
		return this.day;
	}

	/**
	 * The prices of a region.
	 * @param region its code, which may be anything
	 * @return empty if the list has none for it
	 */
	public Optional<Regional> in(String region) {
		return Optional.ofNullable(this.regions.get(region));
	}

	private static Map<String, Regional> regions(List<String> rows) {
		String[] names = rows.get(0).split(",");
		Map<String, Map<String, Double>> prices = new HashMap<>();
		for (String row : rows.subList(1, rows.size())) {
			String[] fields = row.split(",");
			for (int i = 1; i < fields.length; i++) {
				if (!fields[i].isEmpty()) {
					prices.computeIfAbsent(names[i], (region) -> new HashMap<>())
						.put(fields[0], Double.valueOf(fields[i]));
				}
			}
		}
		Map<String, Regional> regions = new HashMap<>();
		prices.forEach((region, items) -> regions.put(region, new Regional(Map.copyOf(items))));
		return regions;
	}

	private static List<String> lines(String resource) {
		try {
			return new ClassPathResource(resource).getContentAsString(StandardCharsets.UTF_8).lines().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The prices of one region, in USD.
	 *
	 * @param items each price by the name of what it is for
	 */
	public record Regional(Map<String, Double> items) {

		/** An hour of a Linux machine on demand, empty if the list has no such type. */
		public OptionalDouble machineHour(String type) {
			Double price = type.contains(".") ? this.items.get(type) : null;
			return (price != null) ? OptionalDouble.of(price) : OptionalDouble.empty();
		}

		/** A month of one GiB of a gp3 disk. */
		public double diskMonth() {
			return item("ebs-gp3");
		}

		/** An hour of a public IPv4 address. */
		public double addressHour() {
			return item("public-ipv4");
		}

		/** A month of a secret of Secrets Manager. */
		public double secretMonth() {
			return item("secret");
		}

		private double item(String name) {
			return Objects.requireNonNull(this.items.get(name), name);
		}

	}

}
