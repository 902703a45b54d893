package dev.runnerfleet.stack;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import dev.runnerfleet.aws.Place;
import dev.runnerfleet.secret.TokenShapes;
import org.jspecify.annotations.Nullable;

/**
 * Fits values into columns and back: points in time with their offset, and what AWS says
 * cut short and without the tokens that it repeats.
 */
public final class Columns {

	private Columns() {
	}

	public static OffsetDateTime sql(Instant instant) {
		return instant.atOffset(ZoneOffset.UTC);
	}

	static @Nullable OffsetDateTime sqlOrNull(@Nullable Instant instant) {
		return (instant != null) ? sql(instant) : null;
	}

	public static Instant instant(ResultSet row, String column) throws SQLException {
		return row.getObject(column, OffsetDateTime.class).toInstant();
	}

	public static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
		OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
		return (value != null) ? value.toInstant() : null;
	}

	/** Where a stack is, of a row that has its account and its region. */
	public static Place place(ResultSet row, int index) throws SQLException {
		return new Place(row.getString("account"), row.getString("region"));
	}

	/**
	 * Cuts a text short, tokens masked.
	 * @param text what AWS says
	 * @param length how many characters the column takes
	 */
	public static @Nullable String cut(@Nullable String text, int length) {
		if (text == null) {
			return null;
		}
		String masked = TokenShapes.mask(text);
		return (masked.length() > length) ? masked.substring(0, length - 1) + "…" : masked;
	}

}
