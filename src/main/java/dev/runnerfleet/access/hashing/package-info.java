/** Keeps the work of checking passwords small, whoever asks for it and however often. */
@NullMarked
package dev.runnerfleet.access.hashing;

import org.jspecify.annotations.NullMarked;
