package dev.runnerfleet.gitlab.connection;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/**
 * A GitLab's address whose form proved harmless.
 *
 * @param base scheme, host, port and path, without a slash at its end
 * @param trusted whether it is exempt from the check of its addresses
 * @param inside whether the path may be that of a group or a project, as its page was
 * given
 */
public record GitLabUrl(URI base, boolean trusted, boolean inside) {

	/** The field of a form or of JSON that it is typed into. */
	public static final String FIELD = "gitlabUrl";

	private static final int MOST_CANDIDATES = 5;

	/**
	 * Where its API may be: under the path as given first, as GitLab may live under a
	 * relative root, then under each parent, as people paste the address of a group.
	 */
	public List<URI> candidates() {
		String path = this.base.getPath();
		Stream<URI> parents = Stream.iterate(path, (each) -> !each.isEmpty(), GitLabUrl::parent)
			.limit(MOST_CANDIDATES - 1)
			.map(this::at);
		return Stream.concat(parents, Stream.of(at(""))).distinct().toList();
	}

	String host() {
		return this.base.getHost();
	}

	private URI at(String path) {
		return this.trusted ? this.base
				: URI.create(this.base.getScheme() + "://" + this.base.getRawAuthority() + path);
	}

	private static String parent(String path) {
		return path.substring(0, path.lastIndexOf('/'));
	}

}
