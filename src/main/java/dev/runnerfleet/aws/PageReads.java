package dev.runnerfleet.aws;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Asks AWS what pages show, side by side and no longer than somebody waits for a page.
 * Each region has threads of its own, so that one that does not answer takes none from
 * the others, and what is being asked already is not asked once more.
 */
public class PageReads implements DisposableBean {

	private static final int THREADS = 8;

	private static final int WAITING = 64;

	private final Map<Place, ExecutorService> lanes = new ConcurrentHashMap<>();

	private final Map<String, CompletableFuture<?>> underWay = new ConcurrentHashMap<>();

	private final Duration atOnce;

	private final Duration longest;

	private final Duration beforeSending;

	/**
	 * Readers with threads that are started when they are needed.
	 * @param atOnce how long a page that can be completed later waits
	 * @param longest how long any page waits
	 * @param beforeSending how long somebody waits for what a launch or a change depends
	 * on
	 */
	public PageReads(Duration atOnce, Duration longest, Duration beforeSending) {
		this.atOnce = atOnce;
		this.longest = longest;
		this.beforeSending = beforeSending;
	}

	/**
	 * Begins to ask. The call is not interrupted when nobody waits for it any longer; its
	 * own time limit ends it.
	 * @param <T> what is asked for
	 * @param place what is asked, its region known to be one
	 * @param question what is asked, the same for the same
	 * @param call how it is asked
	 * @return what can be waited for
	 */
	@SuppressWarnings("unchecked")
	public <T> Pending<T> begin(Place place, String question, Supplier<T> call) {
		String key = place + "/" + question;
		CompletableFuture<T> answer = new CompletableFuture<>();
		CompletableFuture<?> before = this.underWay.putIfAbsent(key, answer);
		if (before != null) {
			return new Pending<>((CompletableFuture<T>) before, System.nanoTime());
		}
		answer.whenComplete((value, failure) -> this.underWay.remove(key, answer));
		try {
			lane(place).execute(() -> complete(answer, call));
		}
		catch (RejectedExecutionException ex) {
			answer.completeExceptionally(AwsFailure.late(this.longest));
		}
		return new Pending<>(answer, System.nanoTime());
	}

	@Override
	public void destroy() {
		this.lanes.values().forEach(ExecutorService::shutdownNow);
	}

	private static <T> void complete(CompletableFuture<T> answer, Supplier<T> call) {
		try {
			answer.complete(call.get());
		}
		catch (Throwable ex) {
			answer.completeExceptionally(ex);
		}
	}

	private ExecutorService lane(Place place) {
		return this.lanes.computeIfAbsent(place, (each) -> {
			CustomizableThreadFactory threads = new CustomizableThreadFactory("pages-" + each + "-");
			threads.setDaemon(true);
			ThreadPoolExecutor lane = new ThreadPoolExecutor(THREADS, THREADS, 30, TimeUnit.SECONDS,
					new LinkedBlockingQueue<>(WAITING), threads);
			lane.allowCoreThreadTimeOut(true);
			return lane;
		});
	}

	/**
	 * Something that is being asked.
	 *
	 * @param <T> what is asked for
	 */
	public final class Pending<T> {

		private final CompletableFuture<T> answer;

		private final long begun;

		private Pending(CompletableFuture<T> answer, long begun) {
			this.answer = answer;
			this.begun = begun;
		}

		/** Waits for a page that can be completed later. */
		public Reading<T> atOnce() {
			return within(PageReads.this.atOnce);
		}

		/** Waits as long as a page may, counted from when the question was asked. */
		public Reading<T> inTime() {
			return within(PageReads.this.longest);
		}

		/**
		 * Waits for what decides over something that was asked for: refusing it because
		 * AWS is slow to begin with would be worse than waiting.
		 */
		public Reading<T> beforeSending() {
			return within(PageReads.this.beforeSending);
		}

		private Reading<T> within(Duration limit) {
			long left = Math.max(0, limit.toNanos() - (System.nanoTime() - this.begun));
			try {
				return new Reading.Told<>(this.answer.get(left, TimeUnit.NANOSECONDS));
			}
			catch (TimeoutException ex) {
				return new Reading.Late<>(AwsFailure.late(limit));
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return new Reading.Late<>(AwsFailure.late(limit));
			}
			catch (ExecutionException ex) {
				if (ex.getCause() instanceof AwsFailure failure) {
					return new Reading.Refused<>(failure);
				}
				throw new IllegalStateException("AWS could not be asked", ex.getCause());
			}
		}

	}

}
