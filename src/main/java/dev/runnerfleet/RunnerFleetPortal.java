package dev.runnerfleet;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the portal; everything else lives in the modules beneath this package. */
@SpringBootApplication
public class RunnerFleetPortal {

	public static void main(String[] args) {
		SpringApplication.run(RunnerFleetPortal.class, args);
	}

}
