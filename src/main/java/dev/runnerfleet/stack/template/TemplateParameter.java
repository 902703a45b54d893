package dev.runnerfleet.stack.template;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A parameter with its constraints, so that a value can be refused in the same words
 * before CloudFormation sees it.
 *
 * @param name the logical name
 * @param label what a form calls it, from {@code ParameterLabels}, else the name
 * @param type the CloudFormation type, such as {@code String} or
 * {@code AWS::EC2::VPC::Id}
 * @param defaultValue the default, {@code null} where a value must be given
 * @param description one line for people, blank if the template has none
 * @param allowedValues the closed list of values, empty if any goes
 * @param allowedPattern what the whole value has to match
 * @param min the smallest number, or {@code null}
 * @param max the largest number, or {@code null}
 * @param minLength the least number of characters, or {@code null}
 * @param maxLength the most characters, or {@code null}
 * @param constraintDescription the template's own words for a refusal
 * @param noEcho whether the value is a secret
 */
public record TemplateParameter(String name, String label, String type, @Nullable String defaultValue,
		String description, List<String> allowedValues, @Nullable Pattern allowedPattern, @Nullable BigDecimal min,
		@Nullable BigDecimal max, @Nullable Integer minLength, @Nullable Integer maxLength,
		@Nullable String constraintDescription, boolean noEcho) {

	private static final int MAX_BYTES = 4096;

	/** Nobody writes more on one line. */
	private static final int LONG = 2500;

	private static final Pattern NUMBER = Pattern.compile("0|-?[1-9]\\d{0,14}");

	/** The same parameter in other words. */
	public TemplateParameter described(String label, String description, @Nullable String constraintDescription) {
		return new TemplateParameter(this.name, label, this.type, this.defaultValue, description, this.allowedValues,
				this.allowedPattern, this.min, this.max, this.minLength, this.maxLength, constraintDescription,
				this.noEcho);
	}

	public boolean required() {
		return this.defaultValue == null;
	}

	public boolean isNumber() {
		return this.type.equals("Number");
	}

	/** Whether the value is a comma-separated list. */
	public boolean isList() {
		return this.type.startsWith("List<") || this.type.equals("CommaDelimitedList");
	}

	/** Whether there is room for text of several lines. */
	public boolean hasLines() {
		return this.maxLength != null && this.maxLength > LONG;
	}

	/**
	 * Checks a value against every constraint of the template.
	 * @param value the value as CloudFormation would get it
	 * @return a sentence that says what is wrong, empty if nothing is
	 */
	public Optional<String> violation(String value) {
		if (value.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
			return Optional.of("Use at most 4,096 bytes.");
		}
		if (value.isEmpty() && isList()) {
			return required() ? Optional.of("Choose at least one.") : Optional.empty();
		}
		if (!this.allowedValues.isEmpty() && !this.allowedValues.contains(value)) {
			return refusal("Choose one of " + String.join(", ", this.allowedValues) + ".");
		}
		if (isNumber()) {
			return numberViolation(value);
		}
		if (value.isEmpty() && required() && this.type.startsWith("AWS::")) {
			return Optional.of("Choose one.");
		}
		return textViolation(value);
	}

	/**
	 * What the constraints come to in words.
	 * @return the template's own sentence, else the range of a number, {@code null} where
	 * nothing is to be said
	 */
	public @Nullable String demand() {
		boolean limited = isNumber() && (this.min != null || this.max != null);
		return (this.constraintDescription == null && limited) ? range() : this.constraintDescription;
	}

	private Optional<String> textViolation(String value) {
		if (this.minLength != null && value.length() < this.minLength) {
			return refusal("Use at least %d characters.".formatted(this.minLength));
		}
		if (this.maxLength != null && value.length() > this.maxLength) {
			return refusal("Use at most %d characters.".formatted(this.maxLength));
		}
		if (this.allowedPattern != null && !this.allowedPattern.matcher(value).matches()) {
			return refusal("This does not have the expected form.");
		}
		return Optional.empty();
	}

	private Optional<String> numberViolation(String value) {
		if (!NUMBER.matcher(value).matches()) {
			return Optional.of("Enter a whole number.");
		}
		BigDecimal number = new BigDecimal(value);
		boolean tooSmall = this.min != null && number.compareTo(this.min) < 0;
		boolean tooLarge = this.max != null && number.compareTo(this.max) > 0;
		return (tooSmall || tooLarge) ? refusal(range()) : Optional.empty();
	}

	private String range() {
		if (this.min == null) {
			return "Enter a whole number of at most %s.".formatted(this.max);
		}
		if (this.max == null) {
			return "Enter a whole number of at least %s.".formatted(this.min);
		}
		return "Enter a whole number from %s to %s.".formatted(this.min, this.max);
	}

	private Optional<String> refusal(String fallback) {
		return Optional.of((this.constraintDescription != null) ? this.constraintDescription : fallback);
	}

}
