package dev.runnerfleet.sandbox.logs;

import java.util.List;

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

	/** What continues after this part, {@code null} if nothing does. */
	@Nullable String next() {
		return this.more ? "f/" + this.to : null;
	}

	private static <T> LogPage<T> between(List<T> all, int begin, int size) {
		int from = Math.min(begin, all.size());
		int to = Math.min(from + size, all.size());
		return new LogPage<>(all.subList(from, to), from, to, to < all.size());
	}

	private static int size(@Nullable Integer limit) {
		return (limit != null) ? Math.min(limit, MAX) : MAX;
	}

	private static int position(String token) {
		return token.matches("[fb]/\\d{1,9}") ? Integer.parseInt(token.substring(2)) : 0;
	}

}
