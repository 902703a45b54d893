package dev.runnerfleet.aws;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PlaceTest {

	@Test
	void thePortalsOwnAccountGoesByItsRegionAsRowsOfEarlierVersionsDo() {
		assertThat(Place.in("eu-central-1").key()).isEqualTo("eu-central-1");
		assertThat(Place.of("eu-central-1")).isEqualTo(Place.in("eu-central-1"));
	}

	@Test
	void eachAccountsRegionIsAPlaceOfItsOwn() {
		Place other = new Place("444455556666", "eu-central-1");
		assertThat(other).isNotEqualTo(Place.in("eu-central-1"));
		assertThat(Place.of(other.key())).isEqualTo(other);
	}

}
