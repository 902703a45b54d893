package dev.runnerfleet.sandbox.services;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;

/**
 * EC2's filters: every filter must match, one of its values is enough, and {@code *}
 * stands for any text.
 *
 * @param <T> what is filtered
 * @param fields the fields that can be filtered by, under EC2's names
 */
record Filters<T>(Map<String, Function<T, String>> fields) {

	public List<T> apply(List<Filter> filters, List<T> items) {
		return items.stream().filter((item) -> filters.stream().allMatch((filter) -> matches(filter, item))).toList();
	}

	/**
	 * Picks items by id, or all of them where no id is given.
	 * @throws AwsServiceException if one is unknown, with the given error code
	 */
	public List<T> withIds(List<String> ids, String field, String errorCode, List<T> items) {
		Function<T, String> id = Objects.requireNonNull(this.fields.get(field));
		List<String> known = items.stream().map(id).toList();
		ids.stream().filter((asked) -> !known.contains(asked)).findFirst().ifPresent((unknown) -> {
			throw refusal(errorCode, "The %s '%s' does not exist".formatted(field, unknown));
		});
		return items.stream().filter((item) -> ids.isEmpty() || ids.contains(id.apply(item))).toList();
	}

	private boolean matches(Filter filter, T item) {
		Function<T, String> field = this.fields.get(filter.name());
		if (field == null) {
			throw refusal("InvalidParameterValue", "The filter '%s' is invalid".formatted(filter.name()));
		}
		String actual = field.apply(item);
		return filter.values().stream().anyMatch((value) -> matches(value, actual));
	}

	/**
	 * Goes back to the last star only, so that no value takes longer than both are long.
	 */
	static boolean matches(String glob, String text) {
		int next = 0;
		int star = -1;
		int resume = 0;
		for (int position = 0; position < text.length();) {
			if (next < glob.length() && glob.charAt(next) == '*') {
				star = next++;
				resume = position;
			}
			else if (next < glob.length() && glob.charAt(next) == text.charAt(position)) {
				next++;
				position++;
			}
			else if (star >= 0) {
				next = star + 1;
				position = ++resume;
			}
			else {
				return false;
			}
		}
		return glob.substring(next).chars().allMatch((left) -> left == '*');
	}

	private static AwsServiceException refusal(String code, String message) {
		return Ec2Exception.builder()
			.statusCode(400)
			.message(message)
			.awsErrorDetails(AwsErrorDetails.builder().serviceName("Ec2").errorCode(code).errorMessage(message).build())
			.build();
	}

}
