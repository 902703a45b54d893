package dev.runnerfleet.fleet.progress;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;

import dev.runnerfleet.aws.Place;

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
		List<Duration> lengths = this.jdbc.sql("""
				select o.started_at, o.finished_at from (
					select stack_id, started_at, finished_at from operation
					where kind = 'LAUNCH' and state = 'SUCCEEDED' order by finished_at desc limit :latest) o
				join stack s on s.id = o.stack_id join fleet f on f.id = o.stack_id
				where f.blueprint = :blueprint and s.account = :account and s.region = :region
				order by o.finished_at desc limit :counted""")
			.param("latest", LATEST)
			.param("blueprint", blueprint)
			.param("account", place.account())
			.param("region", place.region())
			.param("counted", COUNTED)
			.query((row, index) -> Duration.between(row.getObject("started_at", OffsetDateTime.class),
					row.getObject("finished_at", OffsetDateTime.class)))
			.list();
		return lengths.isEmpty() ? new UsualTime(this.properties.usualLaunch(), 0)
				: new UsualTime(lengths.stream().sorted().toList().get(lengths.size() / 2), lengths.size());
	}

	/**
	 * How long a launch usually takes.
	 *
	 * @param length from the request to the end
	 * @param launches how many launches here say so; 0 where it is a general experience
	 */
	public record UsualTime(Duration length, int launches) {

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
