package dev.runnerfleet.access.factor;

import dev.runnerfleet.access.factor.FactorProperties.Demand;

/** Says who may not do without a second factor. */
public final class FactorDemand {

	private final Demand demand;

	FactorDemand(Demand demand) {
		this.demand = demand;
	}

	/** Whether a user has to have one. */
	public boolean includes(boolean administrator) {
		return this.demand == Demand.EVERYBODY || (this.demand == Demand.ADMINISTRATORS && administrator);
	}

}
