package dev.runnerfleet.fleet;

import java.util.List;

import dev.runnerfleet.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A removal as a person or a script asks for it.
 *
 * @param confirm the fleet's name, typed once more
 * @param keepCache whether the cache is to stay
 * @param removeLogs whether the manager's logs go, too
 * @param retain resources to leave alone, by their names in the template
 * @param accessToken pauses and removes the runner in GitLab, blank for neither
 */
record RemovalForm(String confirm, Boolean keepCache, Boolean removeLogs, List<String> retain, Secret accessToken) {

	static final RemovalForm BLANK = new RemovalForm(null, null, null, null, null);

	RemovalForm(@Nullable String confirm, @Nullable Boolean keepCache, @Nullable Boolean removeLogs,
			@Nullable List<String> retain, @Nullable Secret accessToken) {
		this.confirm = (confirm != null) ? confirm.strip() : "";
		this.keepCache = Boolean.TRUE.equals(keepCache);
		this.removeLogs = Boolean.TRUE.equals(removeLogs);
		this.retain = (retain != null) ? List.copyOf(retain) : List.of();
		this.accessToken = (accessToken != null) ? accessToken : Secret.of("");
	}

}
