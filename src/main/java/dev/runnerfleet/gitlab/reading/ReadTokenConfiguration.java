package dev.runnerfleet.gitlab.reading;

import java.time.Clock;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import dev.runnerfleet.gitlab.connection.GitLabHttp;
import dev.runnerfleet.gitlab.connection.GitLabUrls;
import dev.runnerfleet.web.PathPermissions;
import dev.runnerfleet.web.Role;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** Puts together what reads a GitLab, and who may say with which token. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReadTokenProperties.class)
class ReadTokenConfiguration {

	/** Few at a time, however many look: each takes a moment of some GitLab. */
	private static final int THREADS = 8;

	private static final int WAITING = 200;

	@Bean
	ReadTokenSeals readTokenSeals(ReadTokenProperties properties) {
		properties.check();
		return new ReadTokenSeals(properties.vault());
	}

	@Bean
	GitLabReader gitLabReader(ReadTokenRows rows, ReadTokenSeals seals, GitLabUrls urls, GitLabHttp http, Clock clock) {
		return new GitLabReader(rows, seals, urls, http, clock);
	}

	@Bean
	RunnerReads runnerReads(GitLabReader reader, Clock clock) {
		CustomizableThreadFactory threads = new CustomizableThreadFactory("gitlab-reads-");
		threads.setDaemon(true);
		ThreadPoolExecutor executor = new ThreadPoolExecutor(THREADS, THREADS, 30, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(WAITING), threads);
		executor.allowCoreThreadTimeOut(true);
		return new RunnerReads(reader, executor, clock);
	}

	@Bean
	JobReads jobReads(GitLabReader reader) {
		return new JobReads(reader);
	}

	@Bean
	PathPermissions readTokenPermissions() {
		return PathPermissions.of(Role.ADMIN, "/settings/gitlab/**");
	}

}
