package dev.runnerfleet.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.runnerfleet.fleet.diagnosis.Diagnosis;
import org.jspecify.annotations.Nullable;

/** A launch or a change with one fault, and what the portal said of it by now. */
final class FaultyLaunch {

	final String name;

	/** What is found before that stops or warns, with what to do about it. */
	final List<String> findings = new ArrayList<>();

	private final Map<String, Object> row;

	@Nullable UUID fleet;

	@Nullable Diagnosis diagnosis;

	/** How the fleet stands at the end, in words. */
	String state = "not launched";

	FaultyLaunch(String name, Map<String, Object> row) {
		this.name = name;
		this.row = row;
	}

	/** What is wrong, in words. */
	String fault() {
		return text("fault", "");
	}

	boolean isChange() {
		return Boolean.parseBoolean(text("change", "false"));
	}

	String blueprint() {
		return text("blueprint", "docker-autoscaler");
	}

	String text(String key, String otherwise) {
		return String.valueOf(this.row.getOrDefault(key, otherwise));
	}

	List<String> list(String key) {
		return (this.row.get(key) instanceof List<?> list) ? list.stream().map(String::valueOf).toList() : List.of();
	}

	/** Parameters of the blueprint by name. */
	Map<String, String> values() {
		return (this.row.get("values") instanceof Map<?, ?> values) ? values.entrySet()
			.stream()
			.collect(Collectors.toMap((value) -> String.valueOf(value.getKey()),
					(value) -> String.valueOf(value.getValue())))
				: Map.of();
	}

	/**
	 * Whether the fault was found before, where it can be, and is the cause that is told
	 * after, where there is an after.
	 */
	boolean isNamed() {
		Object finding = this.row.get("finding");
		Object cause = this.row.get("cause");
		return (finding != null || cause != null) && (finding == null || isFound(Pattern.compile(finding.toString())))
				&& (cause == null || isCause(Pattern.compile(cause.toString())));
	}

	private boolean isFound(Pattern finding) {
		return this.findings.stream().anyMatch((words) -> finding.matcher(words).find());
	}

	private boolean isCause(Pattern cause) {
		return this.diagnosis != null && this.diagnosis.cause() != null
				&& cause.matcher(this.diagnosis.cause().id()).matches();
	}

	/** What somebody reads of it, before and after. */
	@Override
	public String toString() {
		StringBuilder told = new StringBuilder("%s %s (%s)".formatted(isNamed() ? "+" : "-", fault(), this.name));
		this.findings.forEach((words) -> told.append("\n    before: ").append(words));
		told.append("\n    after: ").append(this.state);
		if (this.diagnosis != null) {
			String cause = (this.diagnosis.cause() != null) ? this.diagnosis.cause().id() : "no cause";
			told.append("\n      [%s] %s %s\n      > %s".formatted(cause, this.diagnosis.title(), this.diagnosis.why(),
					this.diagnosis.next()));
		}
		return told.toString();
	}

}
