package dev.runnerfleet.fleet.preflight;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Keeps checks apart by whom they wait for, and within that by what they ask: a region
 * that hangs takes no thread from another, and a question that hangs none from the rest.
 */
class Lanes {

	/**
	 * So many ask the same at the same time; whoever comes next waits for one of them.
	 */
	static final int ROOM = 6;

	static final int WAITING = 30;

	private final int threads;

	private final Map<String, ExecutorService> lanes = new ConcurrentHashMap<>();

	private final Map<String, Room> rooms = new HashMap<>();

	/**
	 * Lanes that are opened when they are needed.
	 * @param questions how many different ones there are
	 */
	Lanes(int questions) {
		this.threads = Math.max(1, questions) * ROOM;
	}

	/**
	 * Begins work as soon as there is room for it.
	 * @param lane whom it waits for in the end, such as a region
	 * @param question what it asks there
	 * @return what comes of it; who has waited long enough cancels it, which ends nothing
	 * that has begun. Failed with {@link RejectedExecutionException} where too many wait
	 */
	<T> Future<T> begin(String lane, String question, Callable<T> work) {
		String key = lane + "/" + question;
		FutureTask<T> task = new FutureTask<>(work);
		try {
			if (enter(key, task)) {
				this.lanes.computeIfAbsent(lane, this::open).execute(() -> work(key, task));
			}
			return task;
		}
		catch (RejectedExecutionException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	/** Begins nothing more, and lets what goes on come to its end. */
	void close() {
		this.lanes.values().forEach(ExecutorService::shutdown);
	}

	private void work(String key, FutureTask<?> first) {
		for (FutureTask<?> task = first; task != null; task = next(key)) {
			task.run();
		}
	}

	private boolean enter(String key, FutureTask<?> task) {
		synchronized (this.rooms) {
			Room room = this.rooms.computeIfAbsent(key, (each) -> new Room());
			if (room.inside < ROOM) {
				room.inside++;
				return true;
			}
			room.waiting.removeIf(Future::isDone);
			if (room.waiting.size() >= WAITING) {
				throw new RejectedExecutionException(key);
			}
			room.waiting.add(task);
			return false;
		}
	}

	/** What waits for the room of who has just done; without any the room is given up. */
	private @Nullable FutureTask<?> next(String key) {
		synchronized (this.rooms) {
			Room room = this.rooms.get(key);
			if (room == null) {
				return null;
			}
			room.waiting.removeIf(Future::isDone);
			FutureTask<?> next = room.waiting.poll();
			if (next == null && --room.inside == 0) {
				this.rooms.remove(key);
			}
			return next;
		}
	}

	private ExecutorService open(String lane) {
		CustomizableThreadFactory names = new CustomizableThreadFactory("checks-" + lane + "-");
		names.setDaemon(true);
		return new ThreadPoolExecutor(0, this.threads, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), names);
	}

	/** Who is at one question, and who waits for that. */
	private static final class Room {

		private int inside;

		private final Deque<FutureTask<?>> waiting = new ArrayDeque<>();

	}

}
