package dev.runnerfleet.aws;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.cloudformation.model.ContinueUpdateRollbackRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;
import software.amazon.awssdk.services.cloudformation.model.RollbackStackRequest;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackRequest;

/**
 * Has CloudFormation work with a role of its own, so that the portal's identity needs no
 * right to what stacks consist of. Every call that AWS takes a role with carries it,
 * whoever makes it.
 */
class ServiceRole implements ExecutionInterceptor {

	private final @Nullable String arn;

	/**
	 * The same role for all calls.
	 * @param arn the role, {@code null} where CloudFormation works with the portal's
	 * identity
	 */
	ServiceRole(@Nullable String arn) {
		this.arn = arn;
	}

	@Override
	public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
		return (this.arn != null) ? with(context.request(), this.arn) : context.request();
	}

	private static SdkRequest with(SdkRequest request, String role) {
		if (request instanceof CreateStackRequest create) {
			return create.toBuilder().roleARN(role).build();
		}
		if (request instanceof CreateChangeSetRequest create) {
			return create.toBuilder().roleARN(role).build();
		}
		if (request instanceof DeleteStackRequest delete) {
			return delete.toBuilder().roleARN(role).build();
		}
		if (request instanceof ContinueUpdateRollbackRequest rollback) {
			return rollback.toBuilder().roleARN(role).build();
		}
		if (request instanceof UpdateStackRequest update) {
			return update.toBuilder().roleARN(role).build();
		}
		return (request instanceof RollbackStackRequest rollback) ? rollback.toBuilder().roleARN(role).build()
				: request;
	}

}
