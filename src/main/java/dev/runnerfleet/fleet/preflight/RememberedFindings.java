package dev.runnerfleet.fleet.preflight;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import dev.runnerfleet.fleet.Finding;
import dev.runnerfleet.stack.Operation;
import dev.runnerfleet.stack.Stacks;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Remembers what was found before an operation that went on all the same: weeks later it
 * explains why the fleet is as it is.
 */
@Component
public class RememberedFindings {

	private static final int LONGEST = 4000;

	private final JdbcClient jdbc;

	private final Stacks stacks;

	RememberedFindings(JdbcClient jdbc, Stacks stacks) {
		this.jdbc = jdbc;
		this.stacks = stacks;
	}

	/**
	 * Stores what was found before the operation of a fleet that was recorded last,
	 * without what is only good to know.
	 */
	public void store(UUID fleetId, List<Finding> findings) {
		this.stacks.latestOperation(fleetId).map(Operation::id).ifPresent((id) -> store(fleetId, id, null, findings));
	}

	/** The same of a preview, which an operation may carry out; it goes with it. */
	public void store(UUID fleetId, UUID previewId, List<Finding> findings) {
		store(fleetId, previewId, previewId, findings);
	}

	private void store(UUID fleetId, UUID subjectId, @Nullable UUID previewId, List<Finding> findings) {
		int position = 0;
		try {
			for (Finding finding : findings) {
				if (finding.severity() != Finding.Severity.NOTES) {
					insert(fleetId, subjectId, previewId, position++, finding);
				}
			}
		}
		catch (DuplicateKeyException ex) {
			// A second click, and the first has stored the same.
			return;
		}
	}

	private void insert(UUID fleetId, UUID subjectId, @Nullable UUID previewId, int position, Finding finding) {
		Finding.Link link = finding.link();
		this.jdbc
			.sql("""
					insert into finding (subject_id, position, fleet_id, severity, field, message, remedy, link_title, link_url,
						preview_id)
					values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
			.params(Arrays.asList(subjectId, position, fleetId, finding.severity().name(), cut(finding.field(), 200),
					cut(finding.message(), LONGEST), cut(finding.remedy(), LONGEST),
					(link != null) ? cut(link.title(), 400) : null, (link != null) ? link.url() : null, previewId))
			.update();
	}

	/**
	 * What was found before an operation.
	 * @param operationId the operation
	 * @return warnings, and what somebody overruled
	 */
	public List<Finding> of(UUID operationId) {
		return this.jdbc.sql("""
				select * from finding where subject_id = :id
					or subject_id in (select id from preview where operation_id = :id)
				order by position""").param("id", operationId).query(RememberedFindings::finding).list();
	}

	/**
	 * What was found before the latest operation of a fleet. A launch in the place of a
	 * failed one was looked at before what was left of that went.
	 */
	public List<Finding> ofLatest(UUID fleetId) {
		List<Operation> latest = this.stacks.operations(fleetId, 2);
		List<Finding> found = latest.isEmpty() ? List.of() : of(latest.get(0).id());
		boolean again = found.isEmpty() && latest.size() == 2 && latest.get(0).kind() == Operation.Kind.LAUNCH
				&& latest.get(1).kind() == Operation.Kind.RETRY;
		return again ? of(latest.get(1).id()) : found;
	}

	private static Finding finding(ResultSet row, int index) throws SQLException {
		String title = row.getString("link_title");
		return new Finding(Finding.Severity.valueOf(row.getString("severity")), row.getString("field"),
				row.getString("message"), row.getString("remedy"), link(title, row.getString("link_url")));
	}

	private static Finding.@Nullable Link link(@Nullable String title, @Nullable String url) {
		return (title != null && url != null) ? new Finding.Link(title, url) : null;
	}

	private static String cut(String text, int length) {
		return (text.length() <= length) ? text : text.substring(0, length);
	}

}
