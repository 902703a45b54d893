package dev.runnerfleet.network;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Where AWS does not answer, a type's name still tells its processor. */
class ArchitectureByNameTest {

	@ParameterizedTest
	@ValueSource(strings = { "t4g.nano", "t4g.2xlarge", "a1.medium", "m6g.large", "m6gd.metal", "m7g.medium",
			"m8g.large", "c6gn.large", "c7gn.xlarge", "c7gd.large", "r8g.large", "x2gd.large", "im4gn.large",
			"is4gen.large", "i4g.large", "i8g.large", "g5g.xlarge", "hpc7g.4xlarge" })
	void gravitonIsArm(String type) {
		assertThat(InstanceType.architectureByName(type)).isEqualTo("arm64");
	}

	@ParameterizedTest
	@ValueSource(strings = { "t2.micro", "t3.nano", "t3a.small", "m5.large", "m5ad.large", "m6i.large", "m6idn.large",
			"m7a.large", "m7i-flex.large", "c5n.large", "c6a.large", "c7i.large", "r5b.large", "r7iz.large",
			"g4dn.xlarge", "g4ad.xlarge", "g5.xlarge", "g6.xlarge", "gr6.4xlarge", "p4d.24xlarge", "i3en.large",
			"i4i.large", "x2iedn.xlarge", "z1d.large", "d3.xlarge", "inf2.xlarge", "trn1.2xlarge", "u-6tb1.metal" })
	void allOthersAreIntelOrAmd(String type) {
		assertThat(InstanceType.architectureByName(type)).isEqualTo("x86_64");
	}

}
