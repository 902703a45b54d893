package dev.runnerfleet.web.admission;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

class AdmissionFilterTest {

	private final Acquaintances acquaintances = new Acquaintances(
			Clock.fixed(Instant.parse("2026-05-01T10:00:00Z"), ZoneOffset.UTC));

	private final AdmissionFilter filter = new AdmissionFilter(this.acquaintances,
			new RequestLane(2, 300_000, Duration.ZERO), new RequestLane(1, 200_000, Duration.ZERO), 100_000);

	private final ExecutorService clients = Executors.newCachedThreadPool();

	private final CountDownLatch busy = new CountDownLatch(1);

	private final CountDownLatch done = new CountDownLatch(1);

	private final Semaphore reading = new Semaphore(0);

	@AfterEach
	void stop() {
		this.done.countDown();
		this.clients.shutdownNow();
	}

	@Test
	void strangersWaitForEachOtherAndForNobodyElse() throws Exception {
		Future<Integer> first = this.clients
			.submit(() -> serve(new MockHttpServletRequest("GET", "/login"), this::work));
		assertThat(this.busy.await(30, TimeUnit.SECONDS)).isTrue();
		assertThat(serve(new MockHttpServletRequest("GET", "/login"), this::answer)).isEqualTo(503);
		assertThat(serve(ada(), this::answer)).isEqualTo(503);
		this.acquaintances.remember(this.acquaintances.marks(ada()));
		assertThat(serve(ada(), this::answer)).isEqualTo(200);
		MockHttpServletRequest script = new MockHttpServletRequest("GET", "/api/v1/fleets");
		script.addHeader("Authorization", "Basic made-up");
		this.acquaintances.remember(this.acquaintances.marks(script));
		assertThat(serve(script, this::answer)).isEqualTo(200);
		this.done.countDown();
		assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo(200);
		assertThat(serve(new MockHttpServletRequest("GET", "/login"), this::answer)).isEqualTo(200);
	}

	@Test
	void aPageThatSaysWhatWentWrongWaitsToo() throws Exception {
		MockHttpServletRequest refused = new MockHttpServletRequest("GET", "/fleets");
		assertThat(serve(refused, this::answer)).isEqualTo(200);
		refused.setDispatcherType(DispatcherType.ERROR);
		Future<Integer> page = this.clients.submit(() -> serve(refused, this::work));
		assertThat(this.busy.await(30, TimeUnit.SECONDS)).isTrue();
		assertThat(serve(new MockHttpServletRequest("GET", "/login"), this::answer)).isEqualTo(503);
		this.done.countDown();
		assertThat(page.get(30, TimeUnit.SECONDS)).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/healthz", "/css/app.css", "/v3/api-docs" })
	void theProbeAndWhatCostsNothingWaitForNobody(String path) throws Exception {
		this.clients.submit(() -> serve(new MockHttpServletRequest("GET", "/login"), this::work));
		assertThat(this.busy.await(30, TimeUnit.SECONDS)).isTrue();
		assertThat(serve(new MockHttpServletRequest("GET", path), this::answer)).isEqualTo(200);
	}

	@Test
	void formsThatComeSlowlyHoldNoPlaceAndOnlySoMuchRoom() throws Exception {
		for (int i = 0; i < 2; i++) {
			this.clients.submit(() -> serve(new SlowForm(90_000, this.reading, this.done), this::answer));
		}
		assertThat(this.reading.tryAcquire(2, 30, TimeUnit.SECONDS)).isTrue();
		assertThat(serve(form(90_000), this::answer)).isEqualTo(503);
		assertThat(serve(form(10_000), this::answer)).isEqualTo(200);
	}

	@Test
	void aSignInFindsRoomBesideLargeFormsThatComeSlowly() throws Exception {
		for (int i = 0; i < 2; i++) {
			this.clients.submit(() -> serve(new SlowForm(100_000, this.reading, this.done), this::answer));
		}
		assertThat(this.reading.tryAcquire(2, 30, TimeUnit.SECONDS)).isTrue();
		assertThat(serve(form(20_000), this::answer)).isEqualTo(503);
		assertThat(serve(form(200), this::answer)).isEqualTo(200);
	}

	@Test
	void aSecretIsNotWhatIsRemembered() {
		List<String> marks = this.acquaintances.marks(ada());
		assertThat(marks).hasSize(1).noneMatch((mark) -> mark.contains("hers"));
		assertThat(this.acquaintances.know(marks)).isFalse();
	}

	private static MockHttpServletRequest ada() {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
		request.setCookies(new Cookie("JSESSIONID", "hers"), new Cookie("theme", "dark"));
		return request;
	}

	private static MockHttpServletRequest form(int length) {
		MockHttpServletRequest request = new MockHttpServletRequest("POST", "/login");
		request.setContentType("application/x-www-form-urlencoded");
		request.setContent(new byte[length]);
		return request;
	}

	private int serve(MockHttpServletRequest request, FilterChain chain) throws Exception {
		MockHttpServletResponse response = new MockHttpServletResponse();
		this.filter.doFilter(request, response, chain);
		return response.getStatus();
	}

	private void work(Object request, Object response) {
		this.busy.countDown();
		await(this.done);
	}

	private void answer(Object request, Object response) {
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await(30, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Whose fields come when the test lets them. */
	private static final class SlowForm extends MockHttpServletRequest {

		private final Semaphore reading;

		private final CountDownLatch go;

		private SlowForm(int length, Semaphore reading, CountDownLatch go) {
			super("POST", "/login");
			this.reading = reading;
			this.go = go;
			setContentType("application/x-www-form-urlencoded");
			setContent(new byte[length]);
		}

		@Override
		public Map<String, String[]> getParameterMap() {
			this.reading.release();
			await(this.go);
			return super.getParameterMap();
		}

	}

}
