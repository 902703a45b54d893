package dev.runnerfleet.fleet.form;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.runnerfleet.fleet.blueprint.Blueprint;
import dev.runnerfleet.fleet.blueprint.Blueprint.Preset;
import dev.runnerfleet.secret.Secret;

/**
 * What the settings of a form are where nobody touched them, so that whoever turns to
 * another preset or blueprint keeps what is their own, and sees what that is.
 *
 * @param blueprint whose parameters they are
 * @param preset what they were filled by
 */
record Baseline(Blueprint blueprint, Preset preset) {

	/** Every parameter that has a value without anybody's doing. */
	Map<String, String> values() {
		Map<String, String> values = this.blueprint.defaults();
		values.putAll(this.preset.parameters());
		return values;
	}

	/** An untouched form. */
	LaunchForm blank(String region, String gitlabUrl) {
		Map<String, String> values = values();
		values.put(LaunchForm.GITLAB_URL, gitlabUrl);
		return new LaunchForm("", "", region, this.blueprint.name(), Secret.of(""), List.of(), values,
				LaunchForm.OnFailure.ROLLBACK, false, TokenSource.HAVE)
			.fittedTo(this.blueprint);
	}

	/**
	 * A form that was filled by another one, with this one's values where it has that
	 * one's.
	 */
	LaunchForm instead(Baseline before, LaunchForm form) {
		Map<String, String> own = new LinkedHashMap<>(form.parameters());
		before.values().forEach(own::remove);
		Map<String, String> values = values();
		values.putAll(own);
		return form.filled(this.blueprint.name(), values);
	}

}
