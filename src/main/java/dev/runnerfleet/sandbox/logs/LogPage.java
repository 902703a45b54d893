package dev.runnerfleet.sandbox.logs;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

import org.jspecify.annotations.Nullable;

/**
 * A part of what a log holds. What is new comes at its end, so that positions stay what
 * they are.
 *
 * @param <T> what is listed
 * @param items the items of this part
 * @param from where it begins
 * @param to where it ends, exclusive
 * @param more whether more follows
 */
record LogPage<T>(List<T> items, int from, int to, boolean more) {

	private static final int MAX = 10_000;

	private static final int MAX_BYTES = 1_048_576;

	/** What AWS counts for each event beside its text. */
	private static final int OVERHEAD = 26;

	/** From a token on, or from the beginning. */
	static <T> LogPage<T> forward(List<T> all, @Nullable String token, @Nullable Integer limit) {
		return between(all, (token != null) ? position(token) : 0, size(limit));
	}

	/** Up to a token, or to the end. */
	static <T> LogPage<T> backward(List<T> all, @Nullable String token, @Nullable Integer limit) {
		int to = Math.min((token != null) ? position(token) : all.size(), all.size());
		int from = Math.max(0, to - size(limit));
		return between(all, from, to - from);
	}

	/**
	 * As much of this part as AWS puts into one answer, at least one item.
	 * @param forward whether its beginning counts or its end
	 * @param size how large an item is, in bytes
	 */
	LogPage<T> fitting(boolean forward, ToIntFunction<T> size) {
		int room = MAX_BYTES;
		int some = 0;
		while (some < this.items.size() && room > 0) {
			room -= OVERHEAD + size.applyAsInt(this.items.get(forward ? some : this.items.size() - 1 - some));
			some++;
		}
		int begin = forward ? 0 : this.items.size() - some;
		return (some == this.items.size()) ? this : new LogPage<>(this.items.subList(begin, begin + some),
				this.from + begin, this.from + begin + some, true);
	}

	/** This part up to the last item of which it takes some number. */
	LogPage<T> upTo(int most, Predicate<T> counts) {
		int found = 0;
		for (int i = 0; i < this.items.size(); i++) {
			found += counts.test(this.items.get(i)) ? 1 : 0;
			if (found == most && i + 1 < this.items.size()) {
				return new LogPage<>(this.items.subList(0, i + 1), this.from, this.from + i + 1, true);
			}
		}
		return this;
	}

	/** What continues after this part, {@code null} if nothing does. */
	@Nullable String next() {
		return this.more ? "f/" + this.to : null;
	}

	private static <T> LogPage<T> between(List<T> all, int begin, int size) {
		int from = Math.min(begin, all.size());
		int to = Math.min(from + size, all.size());
		return new LogPage<>(all.subList(from, to), from, to, to < all.size());
	}

	static int size(@Nullable Integer limit) {
		return (limit != null) ? Math.min(limit, MAX) : MAX;
	}

	private static int position(String token) {
		return token.matches("[fb]/\\d{1,9}") ? Integer.parseInt(token.substring(2)) : 0;
	}

}
