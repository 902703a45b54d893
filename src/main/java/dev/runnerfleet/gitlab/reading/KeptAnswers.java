package dev.runnerfleet.gitlab.reading;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Spares a GitLab from being asked the same by everybody who looks: what is being asked
 * is waited for, and what was told is told again for a while.
 *
 * @param <K> what is asked about
 * @param <V> what is told
 */
final class KeptAnswers<K, V> {

	static final int MOST = 500;

	private final Map<K, Kept<V>> answers = new ConcurrentHashMap<>();

	private final Map<K, CompletableFuture<Kept<V>>> underWay = new ConcurrentHashMap<>();

	private final Duration fresh;

	private final Executor executor;

	private final Clock clock;

	KeptAnswers(Duration fresh, Executor executor, Clock clock) {
		this.fresh = fresh;
		this.executor = executor;
		this.clock = clock;
	}

	/**
	 * What was told, and when.
	 *
	 * @param <V> what
	 */
	record Kept<V>(V value, Instant at) {

	}

	/**
	 * Asks, unless it was told a moment ago.
	 * @param patience how long to wait; it goes on after that
	 * @return empty where nothing has come yet
	 */
	Optional<Kept<V>> get(K key, Supplier<V> question, Duration patience) {
		Kept<V> known = this.answers.get(key);
		if (known != null && known.at().plus(this.fresh).isAfter(this.clock.instant())) {
			return Optional.of(known);
		}
		try {
			return Optional.of(ask(key, question).get(patience.toMillis(), TimeUnit.MILLISECONDS));
		}
		catch (TimeoutException ex) {
			return Optional.empty();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return Optional.empty();
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof RejectedExecutionException) {
				return Optional.empty();
			}
			throw new IllegalStateException("GitLab could not be asked", ex.getCause());
		}
	}

	/** What was told within a while, without asking. */
	@Nullable Kept<V> known(K key, Duration within) {
		Kept<V> known = this.answers.get(key);
		return (known != null && known.at().plus(within).isAfter(this.clock.instant())) ? known : null;
	}

	private CompletableFuture<Kept<V>> ask(K key, Supplier<V> question) {
		CompletableFuture<Kept<V>> answer = new CompletableFuture<>();
		CompletableFuture<Kept<V>> before = this.underWay.putIfAbsent(key, answer);
		if (before != null) {
			return before;
		}
		try {
			this.executor.execute(() -> complete(key, question, answer));
		}
		catch (RejectedExecutionException ex) {
			this.underWay.remove(key, answer);
			answer.completeExceptionally(ex);
		}
		return answer;
	}

	/** Where all are fresh, the oldest makes room. */
	private synchronized void keep(K key, Kept<V> kept) {
		if (this.answers.size() >= MOST && !this.answers.containsKey(key)) {
			this.answers.values().removeIf((each) -> !each.at().plus(this.fresh).isAfter(kept.at()));
			while (this.answers.size() >= MOST) {
				this.answers.remove(
						Collections.min(this.answers.entrySet(), Comparator.comparing((entry) -> entry.getValue().at()))
							.getKey());
			}
		}
		this.answers.put(key, kept);
	}

	/** How many answers are kept. */
	int size() {
		return this.answers.size();
	}

	/** Whoever has the answer may ask anew: it is no longer under way by then. */
	private void complete(K key, Supplier<V> question, CompletableFuture<Kept<V>> answer) {
		try {
			Kept<V> kept = new Kept<>(question.get(), this.clock.instant());
			keep(key, kept);
			this.underWay.remove(key, answer);
			answer.complete(kept);
		}
		catch (RuntimeException | Error ex) {
			this.underWay.remove(key, answer);
			answer.completeExceptionally(ex);
		}
	}

}
