package dev.runnerfleet.web.admission;

import java.time.Clock;
import java.time.Duration;

import jakarta.servlet.DispatcherType;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.util.unit.DataSize;

/** Sizes the lanes as fits the machine. */
@Configuration(proxyBeanMethods = false)
class AdmissionConfiguration {

	private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

	@Bean
	Acquaintances acquaintances(Clock clock) {
		return new Acquaintances(clock);
	}

	/** Behind what bounds bodies, before what asks the database. */
	@Bean
	FilterRegistrationBean<AdmissionFilter> admissionFilter(Acquaintances acquaintances,
			@Value("${portal.web.max-body:1MB}") DataSize largest) {
		int bytes = Math.toIntExact(largest.toBytes());
		RequestLane people = new RequestLane(16 * PROCESSORS, 32 * bytes, Duration.ofSeconds(30));
		RequestLane strangers = new RequestLane(Math.max(2, PROCESSORS), 8 * bytes, Duration.ofSeconds(10));
		FilterRegistrationBean<AdmissionFilter> filter = new FilterRegistrationBean<>(
				new AdmissionFilter(acquaintances, people, strangers, bytes));
		filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 20);
		filter.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR);
		return filter;
	}

	/** After the security filters, which know who asks. */
	@Bean
	FilterRegistrationBean<RecognitionFilter> recognitionFilter(Acquaintances acquaintances) {
		return new FilterRegistrationBean<>(new RecognitionFilter(acquaintances));
	}

}
