package dev.runnerfleet.access.factor;

import java.nio.file.Path;
import java.time.Clock;

import dev.runnerfleet.secret.KeyVault;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.function.SingletonSupplier;

/** Wires what the authenticators' keys are encrypted with, and the time they go by. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FactorProperties.class)
class FactorConfiguration {

	@Bean
	KeyVault keyVault(FactorProperties properties, @Value("${portal.data:./data}") Path data) {
		if (properties.hasKey()) {
			byte[] key = properties.key();
			return new KeyVault(() -> key);
		}
		return new KeyVault(SingletonSupplier.of(new KeyFile(data.resolve("second-factor.key"))::read));
	}

	@Bean
	MachineTime machineTime() {
		return new MachineTime(Clock.systemUTC());
	}

	@Bean
	FactorDemand factorDemand(FactorProperties properties) {
		return new FactorDemand(properties.secondFactor());
	}

}
