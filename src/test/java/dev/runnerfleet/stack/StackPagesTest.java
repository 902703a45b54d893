package dev.runnerfleet.stack;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class StackPagesTest {

	private final StackFixture portal = new StackFixture();

	@ParameterizedTest
	@EnumSource(StackQuery.Sort.class)
	void pagesFollowEachOtherAndLeadBackInEveryOrder(StackQuery.Sort sort) {
		add("e", "b", "a", "d", "c");
		for (boolean descending : new boolean[] { true, false }) {
			List<String> all = names(page(sort, descending, null, null, 100));
			StackQuery.Page first = page(sort, descending, null, null, 2);
			StackQuery.Page second = page(sort, descending, last(first), null, 2);
			StackQuery.Page third = page(sort, descending, last(second), null, 2);
			assertThat(names(first)).isEqualTo(all.subList(0, 2));
			assertThat(names(second)).isEqualTo(all.subList(2, 4));
			assertThat(names(third)).isEqualTo(all.subList(4, 5));
			assertThat(page(sort, descending, null, first(third), 2)).isEqualTo(second);
			assertThat(page(sort, descending, null, first(second), 2).stacks()).isEqualTo(first.stacks());
			assertThat(first).returns(false, StackQuery.Page::hasPrevious).returns(true, StackQuery.Page::hasNext);
			assertThat(second).returns(true, StackQuery.Page::hasPrevious).returns(true, StackQuery.Page::hasNext);
			assertThat(third).returns(true, StackQuery.Page::hasPrevious).returns(false, StackQuery.Page::hasNext);
			assertThat(third.total()).isEqualTo(5);
		}
	}

	@Test
	void equalKeysAreNeitherLostNorRepeated() {
		add("a", "b", "c");
		StackQuery.Page first = page(StackQuery.Sort.STANDING, false, null, null, 2);
		StackQuery.Page second = page(StackQuery.Sort.STANDING, false, last(first), null, 2);
		assertThat(names(first)).hasSize(2).doesNotContainAnyElementsOf(names(second));
		assertThat(names(second)).hasSize(1);
	}

	@Test
	void aNeighbourThatIsGoneGivesTheFirstPage() {
		add("a", "b");
		assertThat(names(page(StackQuery.Sort.NAME, false, UUID.randomUUID(), null, 1))).containsExactly("a");
	}

	@ParameterizedTest
	@CsvSource(value = { "'',3", "BLUE,2", " blue ,2", "%,0", "_,0", "!,0", "blue-green,1", "*,0", "blüe,0" })
	void namesAreFoundByAnyPartAndNothingIsAWildcard(String name, int found) {
		add("blue", "blue-green", "red");
		StackQuery.Page page = query(name, Set.of());
		assertThat(page.stacks()).hasSize(found);
		assertThat(page.total()).isEqualTo(found);
	}

	@Test
	void statusesNarrowThePage() {
		add("a", "b");
		this.portal.jdbc.sql("update stack set status = 'ROLLBACK_COMPLETE' where name = 'b'").update();
		assertThat(names(query("", Set.of("ROLLBACK_COMPLETE", "CREATE_COMPLETE")))).containsExactly("b");
		assertThat(query("", Set.of("a\u0000b", "\ud800")).stacks()).isEmpty();
		assertThat(query("\u0000\ud800", Set.of()).stacks()).isEmpty();
	}

	@Test
	void standingsNarrowThePageAndOrderIt() {
		add("a", "b", "c");
		StackStandings standings = new StackStandings(this.portal.jdbc);
		assertThat(standings.unsaid(2)).hasSize(2);
		int standing = 30;
		for (Stack stack : page(StackQuery.Sort.NAME, false, null, null, 10).stacks()) {
			standings.put(stack.id(), standing(standing));
			standing -= 10;
		}
		assertThat(standings.unsaid(2)).isEmpty();
		assertThat(names(page(StackQuery.Sort.STANDING, false, null, null, 10))).containsExactly("c", "b", "a");
		assertThat(names(this.portal.stacks
			.page(new StackQuery(List.of(), Set.of(), Set.of(10, 20), StackQuery.Sort.NAME, false, null, null, 0, 10))))
			.containsExactly("b", "c");
	}

	@Test
	void whatIsLongOverIsLeftOutInEveryOrderAndNotCounted() {
		add("a", "b", "c");
		StackStandings standings = new StackStandings(this.portal.jdbc);
		for (Stack stack : page(StackQuery.Sort.NAME, false, null, null, 10).stacks()) {
			standings.put(stack.id(), standing(stack.name().equals("c") ? 200 : 300));
		}
		Instant before = this.portal.stacks.find(first(page(StackQuery.Sort.AGE, false, null, null, 1)))
			.orElseThrow()
			.activeAt()
			.plusSeconds(1);
		for (StackQuery.Sort sort : StackQuery.Sort.values()) {
			StackQuery.Page page = this.portal.stacks.page(leavingOut(sort, null, before));
			assertThat(page.total()).isEqualTo(2);
			StackQuery.Page next = this.portal.stacks.page(leavingOut(sort, last(page), before));
			assertThat(List.of(names(page).get(0), names(next).get(0))).containsExactlyInAnyOrder("b", "c");
			assertThat(next.hasNext()).isFalse();
		}
	}

	@Test
	void aStandingIsNewsOnlyWhereItIsAnotherOne() {
		add("a");
		StackStandings standings = new StackStandings(this.portal.jdbc);
		Stack before = page(StackQuery.Sort.NAME, false, null, null, 1).stacks().get(0);
		standings.put(before.id(), standing(10));
		standings.put(before.id(), standing(10));
		assertThat(standings.lock(before.id()).orElseThrow().revision()).isEqualTo(before.revision() + 1);
	}

	@Test
	void whatIsSaidOfAStackOrdersItAndIsFoundWordByWord() {
		add("a", "b", "c");
		StackStandings standings = new StackStandings(this.portal.jdbc);
		for (Stack stack : page(StackQuery.Sort.NAME, false, null, null, 10).stacks()) {
			int number = 3 - "abc".indexOf(stack.name());
			standings.put(stack.id(), new StackStandings.Entry(new Stack.Standing(200, null, null), "group " + number,
					number, "machine " + number, "\n%s\n#prod%d\n@ada\n".formatted(stack.name(), number)));
		}
		for (StackQuery.Sort sort : List.of(StackQuery.Sort.SERVES, StackQuery.Sort.CAPACITY,
				StackQuery.Sort.EDITION)) {
			assertThat(names(page(sort, false, null, null, 10))).as(sort.name()).containsExactly("c", "b", "a");
		}
		assertThat(found("ADA", "prod2")).containsExactly("b");
		assertThat(found("#prod")).containsExactly("a", "b", "c");
		assertThat(found("\n#prod\n")).isEmpty();
		assertThat(found("\n#prod1\n")).containsExactly("c");
	}

	@Test
	void whatAnOlderPortalWritesIsFoundByItsName() {
		add("blue");
		assertThat(found("lue")).containsExactly("blue");
	}

	@Test
	void whatIsSaidIsCutWhereItIsTooLong() {
		add("a");
		new StackStandings(this.portal.jdbc).put(first(page(StackQuery.Sort.NAME, false, null, null, 1)),
				new StackStandings.Entry(new Stack.Standing(200, null, null), "s".repeat(400), 1, "e".repeat(100),
						"t".repeat(9000)));
		assertThat(found("t".repeat(8000))).containsExactly("a");
	}

	private List<String> found(String... words) {
		return names(this.portal.stacks
			.page(new StackQuery(List.of(words), Set.of(), Set.of(), StackQuery.Sort.NAME, false, null, null, 0, 10)));
	}

	private static StackStandings.Entry standing(int number) {
		return new StackStandings.Entry(new Stack.Standing(number, null, null), "", 0, "", "");
	}

	private static StackQuery leavingOut(StackQuery.Sort sort, @Nullable UUID after, Instant before) {
		return new StackQuery(List.of(), Set.of(), Set.of(), Set.of(), sort, false, after, null, 0, 1,
				List.of(new StackQuery.Hidden(Set.of(300), before), new StackQuery.Hidden(Set.of(400), null)));
	}

	private void add(String... names) {
		for (String name : names) {
			this.portal.launch(name);
			this.portal.clock.advance(Duration.ofMinutes(1));
		}
	}

	private StackQuery.Page query(String name, Set<String> statuses) {
		return this.portal.stacks.page(new StackQuery(name.isBlank() ? List.of() : List.of(name.strip()), statuses,
				Set.of(), StackQuery.Sort.NAME, false, null, null, 0, 10));
	}

	private StackQuery.Page page(StackQuery.Sort sort, boolean descending, @Nullable UUID after, @Nullable UUID before,
			int size) {
		return this.portal.stacks
			.page(new StackQuery(List.of(), Set.of(), Set.of(), sort, descending, after, before, 0, size));
	}

	private static List<String> names(StackQuery.Page page) {
		return page.stacks().stream().map(Stack::name).toList();
	}

	private static UUID first(StackQuery.Page page) {
		return page.stacks().get(0).id();
	}

	private static UUID last(StackQuery.Page page) {
		return page.stacks().get(page.stacks().size() - 1).id();
	}

}
