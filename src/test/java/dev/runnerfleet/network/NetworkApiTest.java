package dev.runnerfleet.network;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

@WebMvcTest(NetworkApi.class)
@AutoConfigureMockMvc(addFilters = false)
@Import({ Network.class, NetworkApiTest.Cloud.class })
class NetworkApiTest {

	@Autowired
	MockMvcTester mvc;

	@Autowired
	FakeEc2 ec2;

	@Test
	void vpcsSubnetsAndKeyPairsAreListed() {
		assertThat(this.mvc.get().uri("/api/v1/network/vpcs")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
				[{"id": "vpc-2", "name": "", "cidr": "172.31.0.0/16", "isDefault": true}, {"id": "vpc-1"}]""");
		assertThat(this.mvc.get().uri("/api/v1/network/subnets?vpcId=vpc-2&region=us-east-1")).hasStatusOk()
			.bodyJson()
			.isLenientlyEqualTo("""
					[{"id": "subnet-a", "vpcId": "vpc-2", "name": "quiet", "zone": "eu-central-1a",
					  "cidr": "172.31.0.0/20", "isPublic": false, "egress": "NONE"}, {"isPublic": true}]""");
		assertThat(this.mvc.get().uri("/api/v1/network/key-pairs")).hasStatusOk()
			.bodyJson()
			.isLenientlyEqualTo("[{\"name\": \"ada\"}, {\"name\": \"zoe\"}]");
	}

	@Test
	void aRegionThatTheAccountLacksIsNeverAsked() {
		assertThat(this.mvc.get().uri("/api/v1/network/vpcs?region=evil.example.com%2F"))
			.hasStatus(HttpStatus.BAD_REQUEST)
			.bodyJson()
			.isLenientlyEqualTo("{\"errors\": [{\"field\": \"region\"}]}");
	}

	@Test
	void aVpcMustBeNamed() {
		assertThat(this.mvc.get().uri("/api/v1/network/subnets")).hasStatus(HttpStatus.BAD_REQUEST)
			.bodyText()
			.contains("vpcId");
	}

	@Test
	@DirtiesContext
	void aRefusalOfAwsIsToldInWords() {
		this.ec2.denied = "No.";
		assertThat(this.mvc.get().uri("/api/v1/network/vpcs")).hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
			.bodyJson()
			.isLenientlyEqualTo("{\"title\": \"The permission ec2:DescribeVpcs is missing\"}");
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Cloud {

		@Bean
		FakeEc2 ec2() {
			return new FakeEc2();
		}

	}

}
