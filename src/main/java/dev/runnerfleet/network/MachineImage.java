package dev.runnerfleet.network;

/**
 * An image that instances are started from.
 *
 * @param id such as {@code ami-0123456789abcdef0}
 * @param architecture {@code x86_64}, {@code arm64} …
 * @param rootDevice where its root disk is, such as {@code /dev/xvda}
 * @param rootGib how large its root disk is at least, 0 if it does not say
 */
public record MachineImage(String id, String architecture, String rootDevice, int rootGib) {

}
