package dev.runnerfleet.fleet.progress;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.runnerfleet.aws.Place;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells how long somebody who launches will wait, by the portal's own launches. */
@Component
@EnableConfigurationProperties(UsualTimes.UsualTimesProperties.class)
public class UsualTimes {

	/** Older launches tell of another AWS, and nobody wants to wait for the sum. */
	private static final int LATEST = 200;

	private static final int COUNTED = 20;

	/** More events than a launch has; what comes later is of other operations. */
	private static final int READ = 300;

	private final JdbcClient jdbc;

	private final UsualTimesProperties properties;

	UsualTimes(JdbcClient jdbc, UsualTimesProperties properties) {
		this.jdbc = jdbc;
		this.properties = properties;
	}

	/**
	 * The median of the latest launches that came to something.
	 * @param blueprint the blueprint's name
	 * @param place where
	 */
	public UsualTime ofLaunch(String blueprint, Place place) {
		List<Duration> lengths = new ArrayList<>();
		List<Duration> boots = new ArrayList<>();
		this.jdbc
			.sql("""
					select o.started_at, o.finished_at,
						(select min(e.at) from stack_event e where e.stack_id = o.stack_id and e.seq > o.from_seq
							and e.seq <= o.from_seq + :read and (e.type = 'AWS::EC2::Instance' or e.logical_id = 'ManagerGroup')
							and e.status = 'CREATE_IN_PROGRESS') as manager_begun,
						(select min(e.at) from stack_event e where e.stack_id = o.stack_id and e.seq > o.from_seq
							and e.seq <= o.from_seq + :read and (e.type = 'AWS::EC2::Instance' or e.logical_id = 'ManagerGroup')
							and e.status = 'CREATE_COMPLETE') as manager_accepted
					from (
						select stack_id, from_seq, started_at, finished_at from operation
						where kind = 'LAUNCH' and state = 'SUCCEEDED' order by finished_at desc limit :latest) o
					join stack s on s.id = o.stack_id join fleet f on f.id = o.stack_id
					where f.blueprint = :blueprint and s.account = :account and s.region = :region
					order by o.finished_at desc limit :counted""")
			.param("latest", LATEST)
			.param("blueprint", blueprint)
			.param("account", place.account())
			.param("region", place.region())
			.param("counted", COUNTED)
			.param("read", READ)
			.query((row) -> {
				lengths.add(between(row.getObject("started_at", OffsetDateTime.class),
						row.getObject("finished_at", OffsetDateTime.class)));
				OffsetDateTime begun = row.getObject("manager_begun", OffsetDateTime.class);
				OffsetDateTime accepted = row.getObject("manager_accepted", OffsetDateTime.class);
				if (begun != null && accepted != null) {
					boots.add(between(begun, accepted));
				}
			});
		Proofs proofs = proofs(blueprint, place);
		return new UsualTime(median(lengths).orElse(this.properties.usualLaunch()), lengths.size(),
				median(boots).orElse(null), median(proofs.workers()).orElse(null), median(proofs.jobs()).orElse(null));
	}

	/** From the launch's end a worker comes up, and from then on a job runs. */
	private Proofs proofs(String blueprint, Place place) {
		Proofs proofs = new Proofs(new ArrayList<>(), new ArrayList<>());
		this.jdbc.sql("""
				select o.finished_at, a.worker_at, a.heard_at from autopsy a
				join operation o on o.id = a.operation_id
				join stack s on s.id = o.stack_id join fleet f on f.id = o.stack_id
				where a.verdict = 'PROVEN' and a.worker_at is not null and a.heard_at is not null
					and o.kind = 'LAUNCH' and o.state = 'SUCCEEDED'
					and f.blueprint = :blueprint and s.account = :account and s.region = :region
				order by o.finished_at desc limit :counted""")
			.param("blueprint", blueprint)
			.param("account", place.account())
			.param("region", place.region())
			.param("counted", COUNTED)
			.query((row) -> {
				OffsetDateTime up = row.getObject("worker_at", OffsetDateTime.class);
				proofs.workers().add(between(row.getObject("finished_at", OffsetDateTime.class), up));
				proofs.jobs().add(between(up, row.getObject("heard_at", OffsetDateTime.class)));
			});
		return proofs;
	}

	/** By the clocks of several machines, so that the later may seem the earlier. */
	private static Duration between(OffsetDateTime begin, OffsetDateTime end) {
		return end.isBefore(begin) ? Duration.ZERO : Duration.between(begin, end);
	}

	private static Optional<Duration> median(List<Duration> lengths) {
		return lengths.isEmpty() ? Optional.empty()
				: Optional.of(lengths.stream().sorted().toList().get(lengths.size() / 2));
	}

	private record Proofs(List<Duration> workers, List<Duration> jobs) {

	}

	/**
	 * How long a launch usually takes.
	 *
	 * @param length from the request to the end
	 * @param launches how many launches here say so; 0 where it is a general experience
	 * @param manager how long a manager then took from its start until GitLab had
	 * accepted its token, {@code null} where none was seen
	 * @param worker how long the first worker then took to come up here, {@code null}
	 * where none was seen
	 * @param job how long a first job then took here, {@code null} where none was seen
	 */
	public record UsualTime(Duration length, int launches, @Nullable Duration manager, @Nullable Duration worker,
			@Nullable Duration job) {

		/** A time of which no more is known. */
		UsualTime(Duration length, int launches) {
			this(length, launches, null, null, null);
		}

		/** How long a step takes: as it was measured here, else as in general. */
		Duration of(LaunchStep step) {
			Duration measured = switch (step) {
				case MANAGER -> this.manager;
				case WORKER -> this.worker;
				case JOB -> this.job;
				default -> null;
			};
			return (measured != null) ? measured : step.of(this.length);
		}

		/** Such as "about 4 min". */
		public String words() {
			long seconds = this.length.toSeconds();
			return (seconds < 90) ? "about %d s".formatted(Math.max(5, Math.round(seconds / 5.0) * 5))
					: "about %d min".formatted(Math.round(seconds / 60.0));
		}

	}

	/**
	 * What is told before there was any launch.
	 *
	 * @param usualLaunch how long a launch takes then
	 */
	@ConfigurationProperties("portal")
	record UsualTimesProperties(@DefaultValue("5m") Duration usualLaunch) {

		UsualTimesProperties {
			if (usualLaunch.compareTo(Duration.ofSeconds(1)) < 0) {
				throw new IllegalArgumentException("Set portal.usual-launch to a second or more");
			}
		}

	}

}
