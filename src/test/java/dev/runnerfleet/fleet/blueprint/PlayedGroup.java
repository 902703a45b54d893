package dev.runnerfleet.fleet.blueprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The managers of one group, each on a machine of its own, in a region that knows which
 * of them live, what was done in which order and what time it is.
 */
final class PlayedGroup implements AutoCloseable {

	/** The runner is stopped with SIGQUIT, and stays until its job has ended. */
	private static final String SYSTEMCTL = """
			case "$*" in
			  'restart gitlab-runner') opt/runner-fleet/fleet swap && grep -qs '^ *token = ' etc/gitlab-runner/config.toml || exit
			    for other in "$CLOUD"/i-*; do
			      if [ -e "$other/works" ] || kill -0 "$(cat "$other/job" 2>/dev/null)" 2>/dev/null; then : >"$CLOUD/met"; fi
			    done
			    : >works ;;
			  stop*gitlab-runner*) /bin/rm -f works ;;
			  'is-active -q gitlab-runner') [ -e works ] ;;
			  show*MainPID*) if kill -0 "$(cat job 2>/dev/null)" 2>/dev/null; then cat job; else echo 0; fi ;;
			esac""";

	/** Time passes while somebody waits, and jobs end. */
	private static final String SLEEP = """
			now=$(($(cat "$CLOUD/now") + ${1%s}))
			echo $now >"$CLOUD/now"
			if [ -e ends ] && [ $now -ge "$(cat ends)" ]; then kill "$(cat job)"; /bin/rm ends; fi""";

	private final Map<String, ManagerHost> managers = new LinkedHashMap<>();

	private final List<Process> jobs = new ArrayList<>();

	private final Path cloud;

	PlayedGroup(Path cloud) throws IOException {
		this.cloud = cloud;
		Files.writeString(cloud.resolve("now"), "1000000");
		Files.writeString(cloud.resolve("instances"), "");
	}

	/** Starts one more, younger than those there are. */
	ManagerHost launches(String id, Map<String, String> values) throws Exception {
		ManagerHost manager = new ManagerHost(Files.createDirectories(this.cloud.resolve(id)));
		this.managers.put(id, manager);
		manager.environment.put("CLOUD", this.cloud.toString());
		manager.environment.put("EVENTS", this.cloud.resolve("events").toString());
		isSetTo(id, values);
		manager.installAgent();
		manager.stub("systemctl", SYSTEMCTL);
		manager.stub("sleep", SLEEP);
		manager.stub("date", "if [ \"$*\" = +%s ]; then cat \"$CLOUD/now\"; else exec /bin/date \"$@\"; fi");
		manager.stub("systemd-run", "case \"$*\" in *fleet-leave* | *fleet-begin*) \"${@: -2}\" ;; esac");
		manager.stub("../opt/aws/bin/cfn-init", "opt/runner-fleet/fleet create");
		manager.stub("../opt/aws/bin/cfn-signal", "");
		Files.writeString(this.cloud.resolve("instances"), Files.readString(this.cloud.resolve("instances"))
				+ "2026-11-2%dT08:00:00+00:00\t%s\n".formatted(this.managers.size(), id));
		return manager;
	}

	/** What cfn-init would write by now. */
	void isSetTo(String id, Map<String, String> values) throws IOException {
		manager(id).place(RenderedBlueprint.of("docker-autoscaler", values));
		Files.writeString(manager(id).instanceId(), id + "\n");
	}

	ManagerHost manager(String id) {
		return this.managers.get(id);
	}

	/** Its runner has a job that ends after so long, or never. */
	void runsAJob(String id, int seconds) throws IOException {
		Process job = new ProcessBuilder("sleep", "600").start();
		this.jobs.add(job);
		Files.writeString(this.cloud.resolve(id).resolve("job"), job.pid() + "\n");
		if (seconds > 0) {
			Files.writeString(this.cloud.resolve(id).resolve("ends"), String.valueOf(now() + seconds));
		}
	}

	boolean hasJob(String id) throws IOException {
		Path job = this.cloud.resolve(id).resolve("job");
		return Files.exists(job) && ProcessHandle.of(Long.parseLong(Files.readString(job).strip()))
			.filter(ProcessHandle::isAlive)
			.isPresent();
	}

	/** Auto Scaling wants it gone, and asks its hook. */
	void isToGo(String id) {
		manager(id).environment.put("TARGET", "Terminated");
	}

	/** Its timer, once. */
	void watch(String id) throws Exception {
		assertThat(manager(id).run("watch")).isZero();
	}

	/** EC2 ends it as Auto Scaling asks, or by itself. */
	void goes(String id) throws Exception {
		manager(id).run("release");
		isGone(id);
	}

	/** It has lost its power for good. */
	void isGone(String id) throws IOException {
		Path instances = this.cloud.resolve("instances");
		Files.writeString(instances, Files.readString(instances).replaceAll(".*\t" + id + "\n", ""));
		Files.deleteIfExists(this.cloud.resolve(id).resolve("works"));
	}

	/** Whether its runner takes jobs. */
	boolean works(String id) {
		return Files.exists(this.cloud.resolve(id).resolve("works"));
	}

	/** Whether two runners have ever worked on the one worker group. */
	boolean everTwo() {
		return Files.exists(this.cloud.resolve("met"));
	}

	/** Who called what, in order. */
	List<String> events() throws IOException {
		return Files.readAllLines(this.cloud.resolve("events"));
	}

	void forgetEvents() throws IOException {
		Files.deleteIfExists(this.cloud.resolve("events"));
	}

	long now() throws IOException {
		return Long.parseLong(Files.readString(this.cloud.resolve("now")).strip());
	}

	@Override
	public void close() {
		this.jobs.forEach(Process::destroyForcibly);
	}

}
