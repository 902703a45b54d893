package dev.runnerfleet.price;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.runnerfleet.price.PriceList.Regional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The script that renews the price list, over a few lines in the shape of AWS's own list.
 */
class RenewPricesTest {

	private static final String COLUMNS = """
			"SKU","TermType","StartingRange","Unit","PricePerUnit","Currency","Product Family","Instance Type",\
			"Tenancy","Operating System","License Model","CapacityStatus","Pre Installed S/W","Volume API Name","usageType"
			""";

	private static final String LINUX = "\"Shared\",\"Linux\",\"No License required\",\"Used\",\"NA\",\"\",";

	@TempDir
	Path folder;

	@BeforeEach
	void pythonIsThere() throws IOException {
		boolean found = List.of(System.getenv("PATH").split(":"))
			.stream()
			.anyMatch((path) -> Files.isExecutable(Path.of(path, "python3")));
		assumeTrue(found, "needs python3");
	}

	@Test
	void theListIsWrittenAnewFromAwssOwn() throws Exception {
		offer("AmazonEC2", "eu-west-1", "2026-05-01T00:00:00Z",
				"""
						"A","OnDemand","0","Hrs","0.0100000000","USD","Compute Instance","t3.nano",%1$s"EU-BoxUsage:t3.nano"
						"B","OnDemand","0","Hrs","0.0900000000","USD","Compute Instance","t3.nano",%2$s"EU-BoxUsage:t3.nano"
						"C","Reserved","0","Hrs","0.0020000000","USD","Compute Instance","t3.nano",%1$s"EU-BoxUsage:t3.nano"
						"D","OnDemand","0","Hrs","0.0000000000","USD","Compute Instance","t3.nano",%1$s"EU-HostUsage:t3.nano"
						"E","OnDemand","0","Hrs","5.0000000000","USD","Compute Instance","x9.huge",%1$s"EU-BoxUsage:x9.huge"
						"F","OnDemand","0","GB-Mo","0.0880000000","USD","Storage","","","","","","","gp3","EU-EBS:VolumeUsage.gp3"
						"G","OnDemand","0","GB-Mo","0.1100000000","USD","Storage","","","","","","","gp2","EU-EBS:VolumeUsage.gp2"
						"""
					.formatted(LINUX, LINUX.replace("\"Linux\"", "\"Windows\"")));
		offer("AmazonVPC", "eu-west-1", "2026-04-20T00:00:00Z",
				"\"H\",\"OnDemand\",\"0\",\"Hrs\",\"0.0050000000\",\"USD\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"EU-PublicIPv4:InUseAddress\"\n");
		offer("AWSSecretsManager", "eu-west-1", "2026-05-02T00:00:00Z",
				"\"I\",\"OnDemand\",\"0\",\"Secrets\",\"0.4000000000\",\"USD\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"EU-AWSSecretsManager-Secrets\"\n");
		Path list = Files.writeString(this.folder.resolve("aws.csv"), """
				# day: 2020-01-01
				item,eu-west-1,mars-north-1
				ebs-gp3,,
				public-ipv4,,
				secret,,
				t3.nano,9,9
				t3.micro,9,9
				""");
		run(list);
		PriceList renewed = new PriceList(Files.readAllLines(list));
		assertThat(renewed.day()).isEqualTo(LocalDate.of(2026, 4, 20));
		assertThat(renewed.in("eu-west-1")).map(Regional::items)
			.hasValue(Map.of("ebs-gp3", 0.088, "public-ipv4", 0.005, "secret", 0.4, "t3.nano", 0.01));
		assertThat(renewed.in("mars-north-1")).isEmpty();
		assertThat(list).content().endsWith("t3.nano,0.01,\nt3.micro,,\n");
	}

	private void offer(String code, String region, String day, String rows) throws IOException {
		Path current = Files.createDirectories(this.folder.resolve("offers/v1.0/aws/" + code + "/current"));
		String file = "/offers/v1.0/aws/" + code + "/current/" + region + "/index";
		Files.writeString(current.resolve("region_index.json"), """
				{"regions": {"%1$s": {"regionCode": "%1$s", "currentVersionUrl": "%2$s.json"}}}
				""".formatted(region, file));
		Files.createDirectories(current.resolve(region));
		Files.writeString(this.folder.resolve(file.substring(1) + ".csv"), """
				"FormatVersion","v1.0"
				"Disclaimer","For information only."
				"Publication Date","%s"
				"OfferCode","%s"
				""".formatted(day, code) + COLUMNS + rows);
	}

	private void run(Path list) throws IOException, InterruptedException {
		Process script = new ProcessBuilder("python3", "scripts/renew-prices", list.toString(), "--from",
				this.folder.toUri().toString().replaceFirst("/$", ""))
			.inheritIO()
			.start();
		assertThat(script.waitFor(60, TimeUnit.SECONDS)).isTrue();
		assertThat(script.exitValue()).isZero();
	}

}
