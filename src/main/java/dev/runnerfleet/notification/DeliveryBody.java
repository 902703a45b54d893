package dev.runnerfleet.notification;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

import dev.runnerfleet.notification.occurrence.Notification;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Something that is told to somebody, as scripts see it. */
@Schema(name = "NotificationDelivery")
record DeliveryBody(long id,
		@Schema(description = "The webhook-id of its messages, the same for every target") UUID messageId,
		@Schema(description = "The target") UUID targetId, @Schema(example = "platform-alerts") String target,
		@Schema(description = "What it is about", example = "failed") String event,
		@Schema(example = "The launch of blue failed") String title,
		@Schema(description = "The fleets that it is about, none in a test") List<UUID> fleets,
		@Schema(description = "When it happened") Instant at, @Schema(allowableValues = {
				"waiting", "delivered", "given_up" }) String state,
		@Schema(description = "How often it was tried") int attempts,
		@Schema(description = "When it is tried next, null where that is over") @Nullable Instant nextAt,
		@Schema(description = "What came of the last attempt, in words", example = "Answered 200.") String answer){

	static DeliveryBody of(Deliveries.Recent recent) {
		Delivery delivery = recent.delivery();
		Notification told = delivery.notification();
		return new DeliveryBody(delivery.id(), told.messageId(), delivery.targetId(), recent.target(),
				told.topic().code(), told.title(),
				Stream.concat(Stream.of(told), told.parts().stream())
					.map(Notification::fleet)
					.filter((fleet) -> fleet != null)
					.map(Notification.Subject::id)
					.toList(),
				told.at(), delivery.state().name().toLowerCase(Locale.ROOT), delivery.attempts(),
				(delivery.state() == Delivery.State.WAITING) ? delivery.nextAt() : null, delivery.answer());
	}

	/**
	 * A page of those that were read.
	 * @param read one more than fit, where there are more
	 */
	static Page page(List<Deliveries.Recent> read, int size) {
		List<DeliveryBody> items = read.stream().limit(size).map(DeliveryBody::of).toList();
		return new Page(items, (read.size() > size) ? items.get(size - 1).id() : null);
	}

	/** A page of deliveries. */
	@Schema(name = "NotificationDeliveries")
	record Page(@Schema(description = "Deliveries, the latest first") List<DeliveryBody> items,
			@Schema(description = "What to send as before for the next page, null on the last") @Nullable Long next) {

	}

}
