package dev.runnerfleet.fleet.preflight;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.network.TestNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PreflightTest {

	private static final Plan PLAN = Plans.launch("docker-autoscaler", Map.of());

	private final CountDownLatch never = new CountDownLatch(1);

	private Preflight preflight = new Preflight(List.of(), Duration.ZERO);

	@AfterEach
	void end() {
		this.never.countDown();
		this.preflight.destroy();
	}

	@Test
	void whatAllFindIsThereTheGravestFirst() {
		Preflight.Run run = begin(Duration.ofMinutes(1), quick("a", Finding.notes("", "A note.")),
				quick("b", Finding.stops("name", "A stop.")), quick("c", Finding.warns("", "A warning.")));
		assertThat(run.all()).extracting(Finding::message).containsExactly("A stop.", "A warning.", "A note.");
		assertThat(run.done()).isEqualTo(run.size()).isEqualTo(3);
	}

	@Test
	void theyWorkSideBySide() {
		CyclicBarrier both = new CyclicBarrier(2);
		Check meeting = check("the other", () -> {
			meet(both);
			return List.of();
		});
		assertThat(begin(Duration.ofMinutes(1), meeting, meeting).all()).isEmpty();
	}

	@Test
	void oneThatFailsOrIsLateStopsNoOther() {
		Preflight.Run run = begin(Duration.ofSeconds(3), check("the slow", this::waiting), check("the denied", () -> {
			throw TestNetwork.failure();
		}), check("the broken", () -> {
			throw new IllegalStateException("secret details");
		}), quick("the good", Finding.stops("name", "A stop.")));
		List<Finding> findings = run.all();
		assertThat(findings.get(0).message()).isEqualTo("A stop.");
		assertThat(findings.subList(1, 4)).allMatch((finding) -> finding.severity() == Finding.Severity.NOTES)
			.extracting(Finding::words)
			.satisfiesExactly((late) -> assertThat(late).contains("Not checked: the slow", "no answer within"),
					(denied) -> assertThat(denied).contains("Not checked: the denied", "ec2:Describe"),
					(broken) -> assertThat(broken).contains("Not checked: the broken", "log says why")
						.doesNotContain("secret"));
	}

	@Test
	void whatIsThereAlreadyDoesNotWaitForTheRest() {
		Preflight.Run run = begin(Duration.ofMinutes(1), check("the slow", this::waiting));
		assertThat(run.soFar()).isEmpty();
		assertThat(run.done()).isZero();
		this.never.countDown();
		assertThat(run.all()).isEmpty();
		assertThat(run.done()).isEqualTo(1);
	}

	/** It may be at the database, whose file H2 closes under an interrupted thread. */
	@Test
	void oneThatIsLateIsNotInterrupted() throws InterruptedException {
		AtomicBoolean whole = new AtomicBoolean();
		CountDownLatch over = new CountDownLatch(1);
		Preflight.Run run = begin(Duration.ofMillis(50), check("the slow", () -> {
			waiting();
			whole.set(!Thread.currentThread().isInterrupted());
			over.countDown();
			return List.of();
		}));
		assertThat(run.all()).hasSize(1);
		this.preflight.destroy();
		this.never.countDown();
		assertThat(over.await(1, TimeUnit.MINUTES)).isTrue();
		assertThat(whole).isTrue();
	}

	@Test
	void oneThatNeedsAllIsNotMadeOfAPart() {
		Check whole = new Check() {
			@Override
			public String subject() {
				return "the whole";
			}

			@Override
			public List<Finding> findings(Plan plan) {
				return List.of(Finding.notes("", "Found in the whole."));
			}

			@Override
			public boolean whole() {
				return true;
			}
		};
		this.preflight = new Preflight(List.of(whole, quick("a", Finding.notes("", "A note."))), Duration.ofMinutes(1));
		assertThat(this.preflight.begin(PLAN, false).all()).extracting(Finding::message).containsExactly("A note.");
		assertThat(this.preflight.begin(PLAN, true).all()).hasSize(2);
	}

	@Test
	void somebodyWhoIsStillWritingCostsLittle() {
		Check costly = new Check() {
			@Override
			public String subject() {
				return "the costly";
			}

			@Override
			public List<Finding> findings(Plan plan) {
				return List.of(Finding.notes("", "Found out at some cost."));
			}

			@Override
			public boolean thorough() {
				return true;
			}
		};
		this.preflight = new Preflight(List.of(costly), Duration.ofMinutes(1));
		assertThat(this.preflight.glance(PLAN, true).all()).isEmpty();
		assertThat(this.preflight.begin(PLAN, true).all()).hasSize(1);
	}

	private Preflight.Run begin(Duration patience, Check... checks) {
		this.preflight = new Preflight(List.of(checks), patience);
		return this.preflight.begin(PLAN, true);
	}

	private static Check quick(String subject, Finding finding) {
		return check(subject, () -> List.of(finding));
	}

	private static Check check(String subject, Supplier<List<Finding>> findings) {
		return new Check() {
			@Override
			public String subject() {
				return subject;
			}

			@Override
			public List<Finding> findings(Plan plan) {
				return findings.get();
			}
		};
	}

	private List<Finding> waiting() {
		try {
			this.never.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return List.of();
	}

	private static void meet(CyclicBarrier barrier) {
		try {
			barrier.await();
		}
		catch (InterruptedException | BrokenBarrierException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
