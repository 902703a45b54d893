package dev.runnerfleet.fleet;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.runnerfleet.aws.Aws;
import dev.runnerfleet.aws.Place;
import dev.runnerfleet.aws.ServiceQuotas;
import dev.runnerfleet.secret.Secret;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/** The sandbox's AWS, which remembers what it was to create and can be told to refuse. */
public class StubbornAws implements Aws {

	private final Aws sandbox;

	private final List<CreateStackRequest> asked = new ArrayList<>();

	private @Nullable Supplier<RuntimeException> refusal;

	private volatile CountDownLatch hanging = new CountDownLatch(0);

	StubbornAws(Aws sandbox) {
		this.sandbox = sandbox;
	}

	public void reset() {
		this.asked.clear();
		this.refusal = null;
		this.hanging.countDown();
	}

	/** Answers nothing at all until it is reset. */
	void hang() {
		this.hanging = new CountDownLatch(1);
	}

	public void deny() {
		this.refusal = () -> CloudFormationException.builder()
			.statusCode(403)
			.awsErrorDetails(AwsErrorDetails.builder()
				.errorCode("AccessDenied")
				.errorMessage("User: ada is not authorized to perform: cloudformation:CreateStack")
				.build())
			.build();
	}

	public void fallSilent() {
		this.refusal = () -> SdkClientException.create("Read timed out");
	}

	/** How often it was to create a stack. */
	public int asked() {
		return this.asked.size();
	}

	/** The runner token that came with the last stack to create. */
	public Secret runnerToken() {
		return this.asked.get(this.asked.size() - 1)
			.parameters()
			.stream()
			.filter((parameter) -> parameter.parameterKey().equals("RunnerToken"))
			.map(Parameter::parameterValue)
			.map(Secret::of)
			.findFirst()
			.orElseThrow();
	}

	@Override
	public CloudFormationClient cloudFormation(Place place) {
		CloudFormationClient client = whenItAnswers().cloudFormation(place);
		return (CloudFormationClient) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { CloudFormationClient.class }, (proxy, method, arguments) -> {
					if (method.getName().equals("createStack")) {
						return client.createStack(heard(arguments[0]));
					}
					try {
						return method.invoke(client, arguments);
					}
					catch (InvocationTargetException ex) {
						throw ex.getCause();
					}
				});
	}

	@SuppressWarnings("unchecked")
	private CreateStackRequest heard(Object argument) {
		CreateStackRequest request = (argument instanceof CreateStackRequest complete) ? complete
				: CreateStackRequest.builder().applyMutation((Consumer<CreateStackRequest.Builder>) argument).build();
		this.asked.add(request);
		if (this.refusal != null) {
			throw this.refusal.get();
		}
		return request;
	}

	private Aws whenItAnswers() {
		try {
			this.hanging.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return this.sandbox;
	}

	@Override
	public String defaultRegion() {
		return this.sandbox.defaultRegion();
	}

	@Override
	public Ec2Client ec2(Place place) {
		return whenItAnswers().ec2(place);
	}

	@Override
	public StsClient sts(Place place) {
		return whenItAnswers().sts(place);
	}

	@Override
	public S3Client s3(Place place) {
		return whenItAnswers().s3(place);
	}

	@Override
	public AutoScalingClient autoScaling(Place place) {
		return whenItAnswers().autoScaling(place);
	}

	@Override
	public CloudWatchLogsClient logs(Place place) {
		return whenItAnswers().logs(place);
	}

	@Override
	public IamClient iam(Place place) {
		return whenItAnswers().iam(place);
	}

	@Override
	public KmsClient kms(Place place) {
		return whenItAnswers().kms(place);
	}

	@Override
	public ServiceQuotas quotas(Place place) {
		return whenItAnswers().quotas(place);
	}

}
