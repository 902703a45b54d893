package dev.runnerfleet.notification;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.runnerfleet.gitlab.connection.GuardedPosts;
import dev.runnerfleet.notification.occurrence.Topic;
import dev.runnerfleet.secret.Secret;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;

import org.springframework.validation.Errors;

/** A target as an administrator types it in; its webhook's address is never sent back. */
class TargetForm {

	private static final int LONGEST_NAME = 60;

	private static final int MOST_RECIPIENTS = 10;

	private static final String ALL = "ALL";

	private String name = "";

	private Secret secretAddress = Secret.of("");

	private String recipients = "";

	private List<Topic> topics = Topic.choices();

	private String scope = ALL;

	private List<UUID> fleets = List.of();

	private String moreFleets = "";

	static TargetForm of(Target target) {
		TargetForm form = new TargetForm();
		form.name = target.name();
		form.recipients = (target.kind() == Target.Kind.MAIL) ? target.shownAddress() : "";
		form.topics = List.copyOf(target.topics());
		form.scope = target.allFleets() ? ALL : "SOME";
		form.fleets = List.copyOf(target.fleets());
		return form;
	}

	/** Takes the fleets that are named beside those that are ticked. */
	void takeNamed(FleetChoice choice, Errors errors) {
		if (allFleets() || this.moreFleets.isEmpty()) {
			return;
		}
		this.fleets = Stream.concat(this.fleets.stream(), choice.named(this.moreFleets).stream()).distinct().toList();
		List<String> unknown = choice.unknown(this.moreFleets);
		if (unknown.isEmpty()) {
			this.moreFleets = "";
		}
		else {
			errors.rejectValue("moreFleets", "unknown",
					"There is no fleet named %s. Write its whole name, or a part with * around it."
						.formatted(unknown.get(0)));
		}
	}

	/**
	 * Looks whether it can be kept.
	 * @param known whether there is an address that stays where none is typed
	 */
	void check(Target.Kind kind, boolean known, GuardedPosts posts, Errors errors) {
		if (this.name.isEmpty() || this.name.length() > LONGEST_NAME || this.name.matches("(?s).*\\p{Cntrl}.*")) {
			errors.rejectValue("name", "name", "Enter a name of at most 60 characters, such as platform-alerts.");
		}
		if (kind == Target.Kind.MAIL) {
			checkRecipients(errors);
		}
		else if (this.secretAddress.isBlank()) {
			if (!known) {
				errors.rejectValue("secretAddress", "missing",
						"Enter the address that messages are posted to, beginning with https://.");
			}
		}
		else {
			posts.problem(this.secretAddress.reveal())
				.ifPresent((problem) -> errors.rejectValue("secretAddress", "refused", problem));
		}
		if (this.topics.isEmpty()) {
			errors.rejectValue("topics", "missing", "Choose at least one, or pause the target instead.");
		}
		if (!this.scope.equals(ALL) && this.fleets.isEmpty() && !errors.hasFieldErrors("moreFleets")) {
			errors.rejectValue("fleets", "missing", "Choose at least one fleet, or every fleet above.");
		}
	}

	private void checkRecipients(Errors errors) {
		List<String> each = recipients();
		if (each.isEmpty() || each.size() > MOST_RECIPIENTS) {
			errors.rejectValue("recipients", "missing", "Enter 1 to 10 mail addresses, with commas between them.");
		}
		else if (!each.stream().allMatch(TargetForm::isMailAddress)) {
			errors.rejectValue("recipients", "malformed",
					"Write plain addresses such as ops@example.com, with commas between them.");
		}
		else if (String.join(", ", each).length() > 300) {
			errors.rejectValue("recipients", "long", "These are too many. Let a list of the mail server take them in.");
		}
	}

	private static boolean isMailAddress(String text) {
		try {
			new InternetAddress(text, true);
			return text.matches("[!-~&&[^\\s@<>(),;:\\\\\"\\[\\]]]+@[A-Za-z0-9.-]+");
		}
		catch (AddressException ex) {
			return false;
		}
	}

	private List<String> recipients() {
		return Arrays.stream(this.recipients.split("[,;\\s]+")).filter((each) -> !each.isEmpty()).toList();
	}

	/** Where messages go, in the open; blank where it stays as it is. */
	Secret address(Target.Kind kind) {
		return (kind == Target.Kind.MAIL) ? Secret.of(String.join(", ", recipients())) : this.secretAddress;
	}

	boolean allFleets() {
		return this.scope.equals(ALL);
	}

	Set<UUID> chosenFleets() {
		return allFleets() ? Set.of() : Set.copyOf(this.fleets);
	}

	Set<Topic> chosenTopics() {
		return this.topics.stream().filter((topic) -> topic != Topic.TEST).collect(Collectors.toSet());
	}

	public String getName() {
		return this.name;
	}

	public void setName(String name) {
		this.name = name.strip();
	}

	public Secret getSecretAddress() {
		return this.secretAddress;
	}

	public void setSecretAddress(Secret secretAddress) {
		this.secretAddress = secretAddress;
	}

	public String getRecipients() {
		return this.recipients;
	}

	public void setRecipients(String recipients) {
		this.recipients = recipients;
	}

	public List<Topic> getTopics() {
		return this.topics;
	}

	public void setTopics(List<Topic> topics) {
		this.topics = List.copyOf(topics);
	}

	public String getScope() {
		return this.scope;
	}

	public void setScope(String scope) {
		this.scope = scope;
	}

	public String getMoreFleets() {
		return this.moreFleets;
	}

	public void setMoreFleets(String moreFleets) {
		this.moreFleets = moreFleets.strip();
	}

	public List<UUID> getFleets() {
		return this.fleets;
	}

	public void setFleets(List<UUID> fleets) {
		this.fleets = List.copyOf(fleets);
	}

}
