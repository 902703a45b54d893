package dev.runnerfleet.notification;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.runnerfleet.gitlab.connection.GuardedPosts;
import dev.runnerfleet.notification.Channel.Attempt;
import dev.runnerfleet.web.Option;
import dev.runnerfleet.web.RefusedValue;
import dev.runnerfleet.web.RefusedValues;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Who is told of what, for scripts of administrators. */
@RestController
@RequestMapping("/api/v1/notifications")
@Tag(name = "Notifications")
class NotificationApi {

	private static final int MOST = 200;

	private final Targets targets;

	private final Deliveries deliveries;

	private final TargetDesk desk;

	private final GuardedPosts posts;

	NotificationApi(Targets targets, Deliveries deliveries, TargetDesk desk, GuardedPosts posts) {
		this.targets = targets;
		this.deliveries = deliveries;
		this.desk = desk;
		this.posts = posts;
	}

	@GetMapping("/targets")
	@Operation(operationId = "listNotificationTargets", summary = "List who is told of what",
			description = "For administrators. A webhook's address and its signing secret never come out again.")
	@ApiResponse(responseCode = "200", description = "All targets, by name")
	TargetBody.All list() {
		return new TargetBody.All(this.targets.all().stream().map(TargetBody::of).toList());
	}

	@GetMapping("/targets/{id}")
	@Operation(operationId = "getNotificationTarget", summary = "Show a target")
	@ApiResponse(responseCode = "200", description = "The target")
	@ApiResponse(responseCode = "404", description = "There is no such target")
	TargetBody get(@PathVariable UUID id) {
		return TargetBody.of(find(id));
	}

	@PostMapping("/targets")
	@Operation(operationId = "addNotificationTarget", summary = "Tell somebody",
			description = "It hears of what happens from then on.")
	@ApiResponse(responseCode = "201",
			description = "The target; a webhook's with the signing secret, which is not shown again")
	@ApiResponse(responseCode = "409", description = "There is a target of this name already")
	@ApiResponse(responseCode = "422", description = "Some values cannot be used; errors names them")
	ResponseEntity<TargetBody> add(@RequestBody TargetRequest request, @Parameter(hidden = true) Authentication user) {
		Target.Kind kind = request.asKind();
		TargetForm form = checked(request, kind, false);
		TargetDesk.Made made = named(() -> this.desk.add(kind, form, user.getName()));
		if (request.isPaused()) {
			this.desk.pause(made.target());
		}
		return ResponseEntity.created(URI.create("/api/v1/notifications/targets/" + made.target().id()))
			.cacheControl(CacheControl.noStore())
			.body(TargetBody.of(find(made.target().id()), made.secret()));
	}

	@PutMapping("/targets/{id}")
	@Operation(operationId = "changeNotificationTarget", summary = "Change a target",
			description = "What is not sent gets its default, but for an address, which stays as it is.")
	@ApiResponse(responseCode = "200", description = "The target as it is now")
	@ApiResponse(responseCode = "404", description = "There is no such target")
	@ApiResponse(responseCode = "409", description = "There is another target of this name")
	@ApiResponse(responseCode = "422", description = "Some values cannot be used; errors names them")
	TargetBody change(@PathVariable UUID id, @RequestBody TargetRequest request) {
		Target target = find(id);
		if (request.asKind() != target.kind()) {
			throw RefusedValues.of(HttpStatus.UNPROCESSABLE_CONTENT, "kind",
					"It stays as it is: add another target instead.");
		}
		TargetForm form = checked(request, target.kind(), true);
		named(() -> {
			this.desk.change(target, form);
			return target;
		});
		Target changed = find(id);
		if (request.isPaused() && !changed.paused()) {
			this.desk.pause(changed);
		}
		else if (!request.isPaused() && changed.paused()) {
			this.desk.resume(changed);
		}
		return TargetBody.of(find(id));
	}

	@DeleteMapping("/targets/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@Operation(operationId = "removeNotificationTarget", summary = "Remove a target, with what waits for it")
	@ApiResponse(responseCode = "204", description = "It is gone")
	@ApiResponse(responseCode = "404", description = "There is no such target")
	void remove(@PathVariable UUID id) {
		this.desk.remove(find(id));
	}

	@PostMapping("/targets/{id}/secret")
	@Operation(operationId = "renewSigningSecret", summary = "Make a new signing secret",
			description = "For a day messages are signed with the former one, too.")
	@ApiResponse(responseCode = "200", description = "The target with the secret, which is not shown again")
	@ApiResponse(responseCode = "404", description = "There is no such target")
	@ApiResponse(responseCode = "409", description = "Mail is not signed")
	ResponseEntity<TargetBody> secret(@PathVariable UUID id) {
		Target target = find(id);
		if (target.kind() != Target.Kind.WEBHOOK) {
			throw new ResponseStatusException(HttpStatus.CONFLICT, "Mail is not signed.");
		}
		TargetDesk.Made made = this.desk.newSecret(target);
		return ResponseEntity.ok()
			.cacheControl(CacheControl.noStore())
			.body(TargetBody.of(made.target(), made.secret()));
	}

	@PostMapping("/targets/{id}/test")
	@Operation(operationId = "testNotificationTarget", summary = "Send a test at once")
	@ApiResponse(responseCode = "200", description = "What came of it")
	@ApiResponse(responseCode = "404", description = "There is no such target")
	TargetBody.Tested test(@PathVariable UUID id, @Parameter(hidden = true) Authentication user) {
		Optional<Attempt> attempt = this.desk.test(find(id), user.getName());
		return new TargetBody.Tested(attempt.map((each) -> each.result() == Attempt.Result.DELIVERED).orElse(null),
				attempt.map(Attempt::words).orElse("The test is on its way."));
	}

	@GetMapping("/deliveries")
	@Operation(operationId = "listNotificationDeliveries", summary = "List what was told to whom, the latest first",
			description = "For administrators. Ask again with next as before for older ones.")
	@ApiResponse(responseCode = "200", description = "A page of deliveries")
	@ApiResponse(responseCode = "400", description = "A size that there is not")
	DeliveryBody.Page deliveries(
			@Parameter(description = "Those to one target alone") @RequestParam(required = false) @Nullable UUID target,
			@Parameter(description = "Those before this one") @RequestParam(
					defaultValue = "" + Long.MAX_VALUE) long before,
			@Parameter(description = "Deliveries a page, 1 to 200") @RequestParam(defaultValue = "50") int size) {
		if (size < 1 || size > MOST) {
			throw RefusedValues.of(HttpStatus.BAD_REQUEST, "size", "Send a number from 1 to " + MOST + ".");
		}
		return DeliveryBody.page(this.deliveries.latest(target, before, size + 1), size);
	}

	private Target find(UUID id) {
		return this.targets.find(id)
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such target."));
	}

	private TargetForm checked(TargetRequest request, Target.Kind kind, boolean known) {
		TargetForm form = request.form(kind);
		BeanPropertyBindingResult errors = new BeanPropertyBindingResult(form, "target");
		form.check(kind, known, this.posts, errors);
		Set<String> fleets = this.targets.fleets().stream().map(Option::value).collect(Collectors.toSet());
		if (form.chosenFleets().stream().anyMatch((fleet) -> !fleets.contains(fleet.toString()))) {
			errors.rejectValue("fleets", "unknown", "Send ids of fleets that there are.");
		}
		if (errors.hasErrors()) {
			throw new RefusedValues(HttpStatus.UNPROCESSABLE_CONTENT,
					errors.getFieldErrors()
						.stream()
						.map((error) -> new RefusedValue(TargetRequest.field(error.getField()),
								Objects.requireNonNullElse(error.getDefaultMessage(), "")))
						.toList());
		}
		return form;
	}

	private static <T> T named(Supplier<T> what) {
		try {
			return what.get();
		}
		catch (DuplicateKeyException ex) {
			throw RefusedValues.of(HttpStatus.CONFLICT, "name", "There is another target of this name.");
		}
	}

}
