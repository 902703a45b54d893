package dev.runnerfleet.portal;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * When the portal dies: at a certain call to AWS, before AWS acts on it or before it
 * answers, and that many milliseconds later.
 */
record Blow(String action, int ordinal, boolean actedUpon, int delay) {

	/** Calls that every two launches lead to, with how often they surely come. */
	private static final List<Blow> SURE = List.of(new Blow("DescribeSubnets", 2, true, 0),
			new Blow("CreateStack", 2, true, 0), new Blow("DescribeStackEvents", 20, true, 0),
			new Blow("DescribeStacks", 1, true, 0));

	static Blow random(Random random) {
		Blow sure = SURE.get(random.nextInt(SURE.size()));
		return new Blow(sure.action, 1 + random.nextInt(sure.ordinal), random.nextBoolean(),
				random.nextBoolean() ? 0 : random.nextInt(60));
	}

	/** Strikes once, at the call that was chosen. */
	StandInAws.Listener against(PortalProcess portal) {
		return new StandInAws.Listener() {

			private int seen;

			@Override
			public synchronized void called(String called, boolean acted) {
				if (called.equals(action()) && acted == actedUpon() && ++this.seen == ordinal()) {
					if (delay() == 0) {
						portal.kill();
					}
					else {
						CompletableFuture.delayedExecutor(delay(), TimeUnit.MILLISECONDS).execute(portal::kill);
					}
				}
			}

		};
	}

}
