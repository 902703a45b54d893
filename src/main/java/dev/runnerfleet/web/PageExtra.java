package dev.runnerfleet.web;

import java.util.Set;

/**
 * What a module adds to pages of others, which leave places for it and know nothing of
 * it; contributed as a bean.
 *
 * @param template the template that has a fragment for each place, under the place's name
 * @param places where it shows something: {@code banner} above every page,
 * {@code account} in its header, {@code fleet} below a fleet's own, or beside a form that
 * leaves a place
 */
public record PageExtra(String template, Set<String> places) {

}
