package dev.runnerfleet.sandbox.cloudformation;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A part of a list whose new entries come first. The token counts the entries that remain
 * rather than those already given, so what comes in between shifts no page.
 *
 * @param <T> what is listed
 * @param items the items of this page
 * @param nextToken where the next page begins, {@code null} on the last
 */
record AnswerPage<T>(List<T> items, @Nullable String nextToken) {

	private static final int SIZE = 100;

	static <T> AnswerPage<T> of(List<T> all, @Nullable String token) {
		int remaining = (token != null) ? remaining(token, all.size()) : all.size();
		int from = all.size() - remaining;
		int to = Math.min(from + SIZE, all.size());
		return new AnswerPage<>(all.subList(from, to), (to < all.size()) ? "sandbox-" + (all.size() - to) : null);
	}

	private static int remaining(String token, int size) {
		if (token.matches("sandbox-\\d{1,9}")) {
			return Math.min(Integer.parseInt(token.substring("sandbox-".length())), size);
		}
		throw SandboxRefusal.validation("The nextToken is invalid");
	}

}
