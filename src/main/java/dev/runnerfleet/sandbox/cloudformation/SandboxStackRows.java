package dev.runnerfleet.sandbox.cloudformation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.runnerfleet.sandbox.account.AccountFault;
import dev.runnerfleet.sandbox.account.AccountFaults;
import dev.runnerfleet.sandbox.life.Troubles;
import dev.runnerfleet.sandbox.manager.ManagerFault;
import dev.runnerfleet.sandbox.story.SandboxOperation;
import dev.runnerfleet.sandbox.story.SandboxStack;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.OnFailure;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.ConcurrentReferenceHashMap;
import org.springframework.util.StringUtils;

/**
 * Keeps the sandbox's stacks in the portal's database, but out of the portal's
 * transactions: what AWS was told stays told, whatever becomes of the caller.
 */
public class SandboxStackRows {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final TypeReference<LinkedHashMap<String, String>> VALUES = new TypeReference<>() {
	};

	private final ReentrantLock lock = new ReentrantLock();

	/** What was asked for never changes, and its template is long. */
	private final Map<Asked, SandboxOperation> operations = new ConcurrentReferenceHashMap<>();

	private final Map<String, ManualChanges> manualChanges = new ConcurrentHashMap<>();

	private final Map<String, SandboxReviews> reviews = new ConcurrentHashMap<>();

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	public SandboxStackRows(JdbcClient jdbc, PlatformTransactionManager transactions) {
		this.jdbc = jdbc;
		this.transaction = new TransactionTemplate(transactions);
		this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
	}

	/** Does something while nobody else writes, and commits it at once. */
	<T> T exclusively(Supplier<T> action) {
		this.lock.lock();
		try {
			return this.transaction.execute((status) -> action.get());
		}
		finally {
			this.manualChanges.values().forEach(ManualChanges::readAgain);
			this.lock.unlock();
		}
	}

	ManualChanges manualChanges(String region) {
		return this.manualChanges.computeIfAbsent(region, (each) -> new ManualChanges(this.jdbc, each));
	}

	/** What is under review in a region. */
	SandboxReviews reviews(String region) {
		return this.reviews.computeIfAbsent(region, (each) -> new SandboxReviews());
	}

	/** What the account suffers from at present. */
	public AccountFaults account() {
		return new AccountFaults(this.jdbc, this.transaction);
	}

	/** What befell fleets by a button. */
	Troubles troubles() {
		return new Troubles(this.jdbc);
	}

	ChangeSetRows changeSets() {
		return new ChangeSetRows(this.jdbc);
	}

	/** Every stack that a region ever had, newest first. */
	List<SandboxStack> all(String region) {
		return read("region = ?", region);
	}

	/** Every stack that ever had a name, newest first. */
	List<SandboxStack> named(String region, String name) {
		return read("region = ? and name = ?", region, name);
	}

	Optional<SandboxStack> withId(String region, String id) {
		return read("region = ? and id = ?", region, id).stream().findFirst();
	}

	void insert(SandboxStack stack) {
		this.jdbc.sql("""
				insert into sandbox_stack (id, region, name, created_at, termination_protection, tags, cache_objects)
				values (?, ?, ?, ?, ?, ?, ?)
				""")
			.params(stack.id(), stack.region(), stack.name(), utc(stack.createdAt()), stack.terminationProtection(),
					JSON.writeValueAsString(stack.tags()), stack.cacheObjects())
			.update();
		insertLatestOperation(stack);
	}

	void insertLatestOperation(SandboxStack stack) {
		SandboxOperation operation = stack.latest();
		this.jdbc.sql("""
				insert into sandbox_operation (stack_id, ordinal, kind, client_request_token, started_at, speed,
				template_body, parameters, capabilities, on_failure, retain_except_on_create, change_set_id, exceptions,
				fault, account, tags) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
				""")
			.params(Arrays.asList(stack.id(), stack.operations().size(), operation.kind().name(), operation.token(),
					utc(operation.startedAt()), operation.speed(), operation.templateBody(),
					JSON.writeValueAsString(operation.parameters()), String.join(",", operation.capabilities()),
					operation.onFailure().name(), operation.retainExceptOnCreate(), operation.changeSetId(),
					JSON.writeValueAsString(operation.exceptions()), name(operation.fault()),
					names(operation.account()), JSON.writeValueAsString(operation.tags())))
			.update();
	}

	void protect(SandboxStack stack, boolean terminationProtection) {
		this.jdbc.sql("update sandbox_stack set termination_protection = ? where id = ?")
			.params(terminationProtection, stack.id())
			.update();
	}

	private List<SandboxStack> read(String condition, Object... arguments) {
		List<Asked> rows = this.jdbc
			.sql("select id, region, name, created_at, termination_protection, sandbox_stack.tags, cache_objects, "
					+ "ordinal, client_request_token, started_at from sandbox_stack join sandbox_operation "
					+ "on stack_id = id where " + condition + " order by ordinal")
			.params(arguments)
			.query((row, number) -> new Asked(stack(row), row.getInt("ordinal"), instant(row, "started_at"),
					row.getString("client_request_token")))
			.list();
		return rows.stream()
			.map((asked) -> asked.stack().with(operation(asked)))
			.collect(Collectors.toMap(SandboxStack::id, (row) -> row, (stack, row) -> stack.with(row.latest())))
			.values()
			.stream()
			.sorted(Comparator.comparing(SandboxStack::createdAt).thenComparing(SandboxStack::id).reversed())
			.toList();
	}

	private static SandboxStack stack(ResultSet row) throws SQLException {
		return new SandboxStack(row.getString("id"), row.getString("region"), row.getString("name"),
				instant(row, "created_at"), row.getBoolean("termination_protection"), values(row, "tags"),
				row.getInt("cache_objects"), List.of());
	}

	private SandboxOperation operation(Asked asked) {
		return this.operations.computeIfAbsent(asked,
				(key) -> this.jdbc.sql("select * from sandbox_operation where stack_id = ? and ordinal = ?")
					.params(asked.stack().id(), asked.ordinal())
					.query((row, number) -> operation(row))
					.single());
	}

	private static SandboxOperation operation(ResultSet row) throws SQLException {
		return new SandboxOperation(SandboxOperation.Kind.valueOf(row.getString("kind")),
				row.getString("client_request_token"), instant(row, "started_at"), row.getDouble("speed"),
				row.getString("template_body"), values(row, "parameters"),
				List.of(StringUtils.commaDelimitedListToStringArray(row.getString("capabilities"))),
				OnFailure.valueOf(row.getString("on_failure")), row.getBoolean("retain_except_on_create"),
				row.getString("change_set_id"), values(row, "exceptions"), fault(row), account(row),
				values(row, "tags"));
	}

	static Map<String, String> values(ResultSet row, String column) throws SQLException {
		String text = row.getString(column);
		return (text != null) ? JSON.readValue(text, VALUES) : Map.of();
	}

	static @Nullable ManagerFault fault(ResultSet row) throws SQLException {
		String name = row.getString("fault");
		return (name != null) ? ManagerFault.valueOf(name) : null;
	}

	static Set<AccountFault> account(ResultSet row) throws SQLException {
		return StringUtils.commaDelimitedListToSet(row.getString("account"))
			.stream()
			.map(AccountFault::valueOf)
			.collect(Collectors.toSet());
	}

	static String names(Set<AccountFault> account) {
		return account.stream().map(AccountFault::name).collect(Collectors.joining(","));
	}

	static @Nullable String name(@Nullable ManagerFault fault) {
		return (fault != null) ? fault.name() : null;
	}

	static Instant instant(ResultSet row, String column) throws SQLException {
		return row.getObject(column, OffsetDateTime.class).toInstant();
	}

	static OffsetDateTime utc(Instant instant) {
		return instant.atOffset(ZoneOffset.UTC);
	}

	/**
	 * What tells an operation from all others.
	 *
	 * @param stack what it was asked of, without any
	 * @param ordinal which of that stack's it is
	 * @param at when it was asked
	 * @param token the token that it was asked with
	 */
	private record Asked(SandboxStack stack, int ordinal, Instant at, @Nullable String token) {

	}

}
