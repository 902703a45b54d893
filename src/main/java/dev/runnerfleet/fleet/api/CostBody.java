package dev.runnerfleet.fleet.api;

import java.time.LocalDate;
import java.util.List;

import dev.runnerfleet.fleet.cost.FleetCosts.Cost;
import dev.runnerfleet.fleet.cost.FleetCosts.Figures;
import dev.runnerfleet.fleet.cost.FleetCosts.Range;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A cost as scripts see it. */
@Schema(name = "Cost")
record CostBody(@Schema(description = "The day that the prices are of") LocalDate pricesOf, @Schema(
		description = "A month of 730 hours in which no job runs; null, as the others, if the cost cannot be told") @Nullable Amount idleMonth,
		@Schema(description = "One hour of one job") @Nullable Amount jobHour,
		@Schema(description = "A month in which every worker runs all the time") @Nullable Amount worstMonth,
		@Schema(description = "What the idle month is made of") List<Item> parts,
		@Schema(description = "Why the cost cannot be told") List<String> obstacles,
		@Schema(description = "What one has to know to read the sums") List<String> notes,
		@Schema(description = "What belongs to the bill and is in no sum") String notCounted) {

	static CostBody of(Cost cost) {
		Figures figures = cost.figures();
		if (figures == null) {
			return new CostBody(cost.pricesOf(), null, null, null, List.of(), cost.obstacles(), List.of(),
					cost.notCounted());
		}
		return new CostBody(cost.pricesOf(), Amount.of(figures.idleMonth()), Amount.of(figures.jobHour()),
				Amount.of(figures.worstMonth()),
				figures.parts().stream().map((part) -> new Item(part.what(), Amount.of(part.month()))).toList(),
				List.of(), figures.notes(), cost.notCounted());
	}

	@Schema(name = "CostItem")
	record Item(@Schema(example = "Manager (t3.nano)") String what, Amount month) {

	}

	@Schema(name = "Amount", description = "USD")
	record Amount(@Schema(example = "8.646") double from,
			@Schema(description = "The same as from where it is certain", example = "8.646") double to) {

		static Amount of(Range range) {
			return new Amount(rounded(range.from()), rounded(range.to()));
		}

		private static double rounded(double amount) {
			return Math.round(amount * 1e6) / 1e6;
		}

	}

}
