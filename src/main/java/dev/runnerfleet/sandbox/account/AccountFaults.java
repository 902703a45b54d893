package dev.runnerfleet.sandbox.account;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Remembers what the sandbox's account is made to suffer from. */
public class AccountFaults {

	private final JdbcClient jdbc;

	private final TransactionOperations transaction;

	public AccountFaults(JdbcClient jdbc, TransactionOperations transaction) {
		this.jdbc = jdbc;
		this.transaction = transaction;
	}

	public Set<AccountFault> present() {
		List<String> names = this.jdbc.sql("select name from sandbox_fault").query(String.class).list();
		Set<AccountFault> present = EnumSet.noneOf(AccountFault.class);
		names.forEach((name) -> present.add(AccountFault.valueOf(name)));
		return present;
	}

	/** Lets exactly these be from now on; nobody meets an account half healed. */
	public void set(Set<AccountFault> faults) {
		this.transaction.executeWithoutResult((status) -> {
			this.jdbc.sql("delete from sandbox_fault").update();
			faults.forEach((fault) -> this.jdbc.sql("insert into sandbox_fault (name) values (?)")
				.param(fault.name())
				.update());
		});
	}

}
