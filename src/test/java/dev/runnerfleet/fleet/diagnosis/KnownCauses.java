package dev.runnerfleet.fleet.diagnosis;

import dev.runnerfleet.fleet.blueprint.Blueprints;
import dev.runnerfleet.stack.OperationFailure;

/** The catalogue for tests of others. */
public final class KnownCauses {

	private static final CauseCatalogue CATALOGUE = new CauseCatalogue(new Blueprints());

	private KnownCauses() {
	}

	public static Cause of(OperationFailure failure) {
		return CATALOGUE.cause(Evidence.of("eu-central-1", failure));
	}

}
