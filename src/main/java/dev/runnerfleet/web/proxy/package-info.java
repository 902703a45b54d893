/**
 * Under which address people reach the portal, and whose word counts for it: the proxies
 * that are trusted, and the address that is fixed.
 */
@NullMarked
package dev.runnerfleet.web.proxy;

import org.jspecify.annotations.NullMarked;
