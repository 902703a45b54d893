package dev.runnerfleet.sandbox.services;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import dev.runnerfleet.sandbox.account.AccountFault;
import dev.runnerfleet.sandbox.account.Ids;
import dev.runnerfleet.sandbox.account.SandboxNetwork;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Refuses what the portal asks of one service while the account suffers from something,
 * whoever it asks about.
 *
 * @param service the service's prefix in permissions, such as {@code logs}
 * @param region the region's code
 * @param faults what the account suffers from
 * @param exception what the service throws
 * @param client what answers everything else
 */
record RefusedCalls(String service, String region, Set<AccountFault> faults,
		Supplier<AwsServiceException.Builder> exception, Object client) implements InvocationHandler {

	private static final String UNKNOWN_THERE = "The security token included in the request is invalid.";

	/** The same client, with refusals. */
	<C> C as(Class<C> type) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, this));
	}

	@Override
	public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
		if (arguments != null && arguments.length > 0) {
			check(method.getName().replaceFirst("Paginator$", ""));
		}
		try {
			return method.invoke(this.client, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	private void check(String operation) {
		if (this.faults.contains(AccountFault.OPT_IN) && this.region.equals(SandboxNetwork.OPT_IN_REGION)) {
			throw refusal(this.service.equals("ec2") ? "AuthFailure" : "UnrecognizedClientException", UNKNOWN_THERE);
		}
		String call = this.service + ":" + Character.toUpperCase(operation.charAt(0)) + operation.substring(1);
		for (AccountFault fault : this.faults) {
			Optional<String> words = fault.refusal(call);
			if (words.isPresent()) {
				throw refusal(fault.code(), words.get().replace("{call}", call).replace("{region}", this.region));
			}
		}
	}

	private AwsServiceException refusal(String code, String message) {
		return this.exception.get()
			.statusCode(code.startsWith("AccessDenied") ? 403 : 400)
			.message(message)
			.requestId(Ids.uuid(code, message))
			.awsErrorDetails(
					AwsErrorDetails.builder().serviceName(this.service).errorCode(code).errorMessage(message).build())
			.build();
	}

}
