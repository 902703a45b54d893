package dev.runnerfleet.fleet.schedule;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TimeZonesTest {

	@ParameterizedTest
	@ValueSource(strings = { "Etc/UTC", "UTC", "GMT", "Europe/Berlin", "Europe/Zurich", "Europe/Kyiv", "Europe/Kiev",
			"Asia/Kolkata", "Asia/Calcutta", "America/New_York", "America/Argentina/Buenos_Aires",
			"America/Indiana/Indianapolis", "America/Coyhaique", "Antarctica/DumontDUrville", "US/Pacific", "Etc/GMT+2",
			"Etc/GMT-14", "GMT0", "GMT+0", "GMT-0", "Zulu", "EST", "MST", "HST", "EST5EDT", "PST8PDT", "CET", "EET",
			"MET", "WET", "ROC", "GB", "Japan", "Singapore", "W-SU" })
	void namesOfTheDatabaseAreTaken(String name) {
		assertThat(TimeZones.objection(name)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "Europe/Berln", "Europe/Bern", "Berlin", "europe/berlin", "EUROPE/BERLIN", "CEST",
			"PST", "PDT", "IST", "JST", "GMT+2", "UTC+1", "+02:00", "Z", "Local", "local", "localtime", "Factory",
			"posix/Europe/Berlin", "right/Europe/Berlin", "SystemV/EST5EDT", "Etc/GMT+15", "Etc/CEST", "America/Berlin",
			"../Etc/UTC", "/Europe/Berlin", "Europe", "Europe/", "US/Pacific-New", "Mars/Olympus", "Europe/Zürich" })
	void otherNamesAreRefused(String name) {
		assertThat(TimeZones.objection(name)).hasValueSatisfying(
				(sentence) -> assertThat(sentence).startsWith("The time zone database has no such name."));
	}

	@Test
	void aNameInAnotherSpellingIsToldHowItIsSpelt() {
		assertThat(TimeZones.objection("europe/berlin"))
			.hasValueSatisfying((sentence) -> assertThat(sentence).endsWith("Did you mean Europe/Berlin?"));
		assertThat(TimeZones.objection("new york"))
			.hasValueSatisfying((sentence) -> assertThat(sentence).endsWith("Did you mean America/New_York?"));
	}

}
