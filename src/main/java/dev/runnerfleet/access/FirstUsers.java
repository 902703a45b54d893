package dev.runnerfleet.access;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.runnerfleet.access.password.PasswordRule;
import dev.runnerfleet.access.user.FirstPassword;
import dev.runnerfleet.access.user.Users;
import dev.runnerfleet.secret.Secret;
import dev.runnerfleet.web.Role;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.dao.DuplicateKeyException;

/**
 * Makes sure that somebody can sign in before the portal takes requests, and knows how to
 * say so.
 */
class FirstUsers implements SmartInitializingSingleton {

	private final Users users;

	private final AccessProperties properties;

	private final @Nullable TrialUsers trial;

	private final FirstPassword file;

	private String howToSignIn = "sign in with your account";

	FirstUsers(Users users, AccessProperties properties, FirstPassword file, @Nullable TrialUsers trial) {
		this.users = users;
		this.properties = properties;
		this.file = file;
		this.trial = trial;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (this.trial != null) {
			open(this.trial);
		}
		else if (this.users.isEmpty()) {
			addTheAdministrator();
		}
	}

	/** The words that end the line with the portal's address. */
	String howToSignIn() {
		return this.howToSignIn;
	}

	private void open(TrialUsers trial) {
		this.howToSignIn = trial.howToSignIn();
		if (this.users.isEmpty()) {
			this.users.addKnown(
					Stream.of(Role.values())
						.collect(Collectors.toMap((role) -> role.name().toLowerCase(Locale.ROOT), Function.identity())),
					trial.passwordHash());
		}
	}

	private void addTheAdministrator() {
		Secret chosen = this.properties.password();
		try {
			if (chosen != null && !chosen.isBlank()) {
				addWithChosen(chosen);
			}
			else {
				addWithGenerated();
			}
		}
		catch (DuplicateKeyException ex) {
			// Another replica has started at the same moment and was first.
			this.file.forget(FirstPassword.OWNER);
		}
	}

	private void addWithChosen(Secret password) {
		PasswordRule.problem(password.reveal(), FirstPassword.OWNER).ifPresent((why) -> {
			throw new UnfitPassword(why);
		});
		this.users.add(FirstPassword.OWNER, password.reveal(), Role.ADMIN);
		this.howToSignIn = "sign in as admin with the password from PORTAL_ADMIN_PASSWORD";
	}

	/** Whoever reads it chooses one of their own, and the file goes. */
	private void addWithGenerated() {
		Secret password = generate();
		this.file.write(password);
		this.users.addWithHandedPassword(FirstPassword.OWNER, password.reveal(), Role.ADMIN);
		this.howToSignIn = "sign in as admin with the password in " + this.file.path()
				+ ", which is removed when you have chosen your own";
	}

	private static Secret generate() {
		byte[] random = new byte[18];
		new SecureRandom().nextBytes(random);
		return Secret.of(Base64.getUrlEncoder().encodeToString(random));
	}

}
