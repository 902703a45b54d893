package dev.runnerfleet.fleet.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import dev.runnerfleet.fleet.cost.SpentCosts;
import dev.runnerfleet.fleet.cost.SpentCosts.Spent;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a fleet has cost, as scripts see it. */
@Schema(name = "Spent")
record SpentBody(@Schema(description = "The fleet's id in the portal") UUID fleet,
		@Schema(description = "The day that the prices are of") LocalDate pricesOf,
		@Schema(description = "This month and the last one, in UTC; one of which nothing was counted is left out") List<Month> months,
		@Schema(description = "What one has to know to read the sums") String notes,
		@Schema(description = "What belongs to the bill and is in no sum") String notCounted) {

	static SpentBody of(UUID fleet, Spent spent) {
		return new SpentBody(fleet, spent.pricesOf(), spent.months().stream().map(Month::of).toList(), spent.notes(),
				spent.notCounted());
	}

	@Schema(name = "SpentMonth")
	record Month(@Schema(example = "2026-11") String month, Instant countedFrom, Instant countedUntil,
			CostBody.Amount sum,
			@Schema(description = "Whether all that ran has a price, and so is in the sum") boolean complete,
			List<Item> items) {

		private static Month of(SpentCosts.Month month) {
			return new Month(month.month().toString(), month.from(), month.until(), CostBody.Amount.of(month.sum()),
					month.complete(), month.items().stream().map(Item::of).toList());
		}

	}

	@Schema(name = "SpentItem", description = "Workers of one type")
	record Item(@Schema(example = "m6i.large") String type, boolean spot,
			@Schema(description = "How long they ran, in all") double hours,
			@Schema(description = "null where the price list has no price") CostBody.@Nullable Amount amount) {

		private static Item of(SpentCosts.Item item) {
			return new Item(item.type(), item.spot(), Math.round(item.hours() * 1e4) / 1e4,
					(item.amount() != null) ? CostBody.Amount.of(item.amount()) : null);
		}

	}

}
