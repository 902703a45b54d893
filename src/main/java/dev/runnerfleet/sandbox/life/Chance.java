package dev.runnerfleet.sandbox.life;

import java.util.UUID;

import dev.runnerfleet.sandbox.account.Ids;

/**
 * Numbers that look random and are the same each time, cheap enough for every job of a
 * year.
 *
 * @param seed what makes them different from others
 */
record Chance(long seed) {

	static Chance of(String seed) {
		return new Chance(UUID.fromString(Ids.uuid("life", seed)).getLeastSignificantBits());
	}

	/** A number from 0 to the bound, exclusive. */
	int number(int bound, long first, long second) {
		return (int) Math.floorMod(mixed(mixed(this.seed + first) + second), (long) bound);
	}

	/** The finalizer of SplitMix64. */
	private static long mixed(long value) {
		long mixed = value + 0x9e3779b97f4a7c15L;
		mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
		mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
		return mixed ^ (mixed >>> 31);
	}

}
