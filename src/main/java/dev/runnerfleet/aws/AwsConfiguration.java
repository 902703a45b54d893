package dev.runnerfleet.aws;

import java.time.Clock;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;

/** Connects the portal to the real AWS, unless there is another one to work with. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ AwsProperties.class, PageProperties.class })
class AwsConfiguration {

	@Bean
	@Fallback
	SdkAws sdkAws(AwsProperties properties, WaitedFor waitedFor, AwsCalls calls, Clock clock) {
		return new SdkAws(properties, waitedFor, calls, clock);
	}

	@Bean
	AwsCalls awsCalls(MeterRegistry registry) {
		return new AwsCalls(registry);
	}

	@Bean
	WaitedFor waitedFor(PageProperties properties) {
		return new WaitedFor(properties.beforeSending());
	}

	@Bean
	PageReads pageReads(PageProperties properties) {
		return new PageReads(properties.atOnce(), properties.timeout(), properties.beforeSending());
	}

}
