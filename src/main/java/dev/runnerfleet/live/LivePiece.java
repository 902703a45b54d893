package dev.runnerfleet.live;

/**
 * A piece of a page that is made once for all who reach the portal under the same path,
 * because its links begin with it.
 */
@FunctionalInterface
public interface LivePiece {

	/**
	 * The piece as one of them gets it.
	 * @param base the path that every link begins with, without a slash at its end
	 * @return elements that replace those of the same id
	 */
	String under(String base);

}
