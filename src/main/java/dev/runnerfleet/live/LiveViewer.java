package dev.runnerfleet.live;

/**
 * Who has a page open, and how they reach it.
 *
 * @param user whose pages are counted together
 * @param sessionId the session with which the stream ends
 * @param base the path under which they reach the portal, without a slash at its end
 */
public record LiveViewer(String user, String sessionId, String base) {

}
