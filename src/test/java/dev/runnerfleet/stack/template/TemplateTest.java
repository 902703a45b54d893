package dev.runnerfleet.stack.template;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

class TemplateTest {

	private static final String BODY = """
			AWSTemplateFormatVersion: 2010-09-09
			Description: A bucket and maybe a role
			Metadata:
			  AWS::CloudFormation::Interface:
			    ParameterGroups:
			      - Label: {default: Fleet}
			        Parameters: [Days, Zones]
			    ParameterLabels:
			      Days: {default: Cache expiry}
			Parameters:
			  Days: {Type: Number, Default: 30, MinValue: 0, MaxValue: 3650}
			  Zones: {Type: 'List<AWS::EC2::Subnet::Id>'}
			  Token: {Type: String, NoEcho: true, AllowedPattern: '[a-z-]+', ConstraintDescription: Paste the token.}
			Rules:
			  SubnetsBelongToVpc:
			    Assertions:
			      - Assert: {'Fn::EachMemberIn': [{'Fn::ValueOfAll': ['AWS::EC2::Subnet::Id', VpcId]}, {'Fn::RefAll': 'AWS::EC2::VPC::Id'}]}
			        AssertDescription: Asks the account
			  NoTokenWithoutExpiry:
			    RuleCondition: !Equals [!Ref Days, '0']
			    Assertions:
			      - Assert: !Equals [!Ref Token, '']
			        AssertDescription: Leave the token out.
			Conditions:
			  Expires: !Not [!Equals [!Ref Days, 0]]
			Resources:
			  Bucket:
			    Type: AWS::S3::Bucket
			    Properties:
			      BucketName: !Sub '${AWS::StackName}-cache-${!Literal}'
			      Rules: !If [Expires, [!Ref Days], !Ref AWS::NoValue]
			  Role:
			    Type: AWS::IAM::Role
			    Condition: Expires
			    Properties:
			      Policy: !Sub '${Bucket.Arn}/*'
			  Group:
			    Type: AWS::AutoScaling::AutoScalingGroup
			    DependsOn: Bucket
			    Properties:
			      Zone: !Select [1, !Ref Zones]
			      Role: !If [Expires, !GetAtt Role.Arn, none]
			""";

	private final Template template = Template.parse(BODY);

	@Test
	void readsParametersWithTheirLabels() {
		assertThat(this.template.parameters()).extracting(TemplateParameter::name, TemplateParameter::label)
			.containsExactly(tuple("Days", "Cache expiry"), tuple("Zones", "Zones"), tuple("Token", "Token"));
		assertThat(this.template.groups()).containsExactly(new ParameterGroup("Fleet", List.of("Days", "Zones")));
	}

	@Test
	void refusesValuesInTheTemplatesOwnWords() {
		TemplateParameter days = this.template.parameters().get(0);
		assertThat(days.violation("0")).isEmpty();
		assertThat(days.violation("3651")).contains("Enter a whole number from 0 to 3650.");
		assertThat(days.violation("soon")).contains("Enter a whole number.");
		assertThat(days.violation("1e999999999")).contains("Enter a whole number.");
		assertThat(this.template.parameters().get(1).violation("")).contains("Choose at least one.");
		assertThat(this.template.parameters().get(2).violation("UPPER")).contains("Paste the token.");
	}

	@Test
	void leavesOutResourcesWhoseConditionDoesNotHold() {
		assertThat(evaluate("30").resources()).containsOnlyKeys("Bucket", "Role", "Group");
		assertThat(evaluate("0").resources()).containsOnlyKeys("Bucket", "Group");
	}

	@Test
	void findsDependenciesInTheBranchesThatAreTaken() {
		assertThat(evaluate("30").resources().get("Group").dependencies()).containsExactly("Bucket", "Role");
		assertThat(evaluate("0").resources().get("Group").dependencies()).containsExactly("Bucket");
	}

	@Test
	void resolvesFunctionsOfAResource() {
		TemplateResource bucket = evaluate("0").resources().get("Bucket");
		assertThat(evaluate("0").resolve(bucket.properties(), Evaluation.Attributes.NONE))
			.isEqualTo(Map.of("BucketName", "blue-cache-${Literal}"));
		TemplateResource group = evaluate("30").resources().get("Group");
		assertThat(evaluate("30").resolve(group.properties(), (id, attribute) -> id + "!" + attribute))
			.isEqualTo(Map.of("Zone", "subnet-b", "Role", "Role!Arn"));
	}

	@Test
	void judgesRulesThatParametersDecide() {
		Map<String, String> withToken = Map.of("Days", "0", "Zones", "a", "Token", "x");
		assertThat(this.template.evaluate(withToken, Map.of()).brokenRules()).containsExactly("Leave the token out.");
		Map<String, String> without = Map.of("Days", "0", "Zones", "a", "Token", "");
		assertThat(this.template.evaluate(without, Map.of()).brokenRules()).isEmpty();
		assertThat(evaluate("30").brokenRules()).isEmpty();
	}

	@Test
	void refusesWhatIsNoTemplate() {
		assertThatIllegalArgumentException().isThrownBy(() -> Template.parse("just: text"))
			.withMessageContaining("Resources");
		assertThatIllegalArgumentException().isThrownBy(() -> Template.parse("a: [")).withMessageContaining("YAML");
	}

	private Evaluation evaluate(String days) {
		return this.template.evaluate(Map.of("Days", days, "Zones", "subnet-a,subnet-b"),
				Map.of("AWS::StackName", "blue"));
	}

	@Test
	void saysTheSameInFewerBytes() {
		String compact = this.template.compact();
		assertThat(compact).doesNotContain("Interface").hasSizeLessThan(BODY.length());
		Template reread = Template.parse(compact);
		assertThat(reread.section("Rules")).containsOnlyKeys("SubnetsBelongToVpc");
		assertThat(reread.description()).isEqualTo(this.template.description());
		assertThat(reread.parameters())
			.extracting(TemplateParameter::name, TemplateParameter::defaultValue, TemplateParameter::noEcho)
			.isEqualTo(this.template.parameters()
				.stream()
				.map((parameter) -> tuple(parameter.name(), parameter.defaultValue(), parameter.noEcho()))
				.toList());
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "30" })
	void namesConditionsInTwoLettersWithoutChangingWhatTheyDecide(String days) {
		Template reread = Template.parse(this.template.compact());
		assertThat(reread.section("Conditions")).containsOnlyKeys("C0");
		assertThat(resolved(reread, days)).isEqualTo(resolved(this.template, days));
	}

	private static Map<String, Object> resolved(Template template, String days) {
		Evaluation evaluation = template.evaluate(Map.of("Days", days, "Zones", "a,b"), Map.of());
		Map<String, Object> resolved = new TreeMap<>();
		evaluation.resources()
			.forEach((id, resource) -> resolved.put(id,
					evaluation.resolve(resource.properties(), (of, attribute) -> of + "!" + attribute)));
		return resolved;
	}

	@Test
	void isCompactInOneWayOnly() {
		assertThat(Template.parse(BODY).compact()).isEqualTo(this.template.compact());
		assertThat(Template.parse(this.template.compact()).compact()).isEqualTo(this.template.compact());
		assertThat(this.template.compact()).startsWith("AWSTemplateFormatVersion: '2010-09-09'\n");
	}

	@Test
	void losesExplanationsAndBoundsOfParametersAlone() {
		Template explained = Template.parse("""
				Metadata: {Own: {Version: 2}}
				Parameters:
				  Description: {Type: String, Description: What it is for, AllowedValues: [a, b]}
				  Least: {Type: Number, MinValue: 1, MaxValue: 9, AllowedPattern: '\\d'}
				Resources:
				  Group: {Type: 'AWS::EC2::SecurityGroup', Properties: {Description: Ours}}
				""");
		assertThat(explained.compact()).isEqualTo("""
				Metadata:
				 Own: {Version: 2}
				Parameters:
				 Description: {Type: String}
				 Least: {Type: Number}
				Resources:
				 Group: {Type: AWS::EC2::SecurityGroup,Properties: {Description: Ours}}
				""");
	}

	@Test
	void writesFunctionsShortAndWhateverYamlCouldMistakeInQuotes() {
		Template odd = Template
			.parse("""
					Conditions:
					  C0: !Not [!Equals [!Ref Name, '']]
					  C1: !And [!Condition C0, !Condition Other]
					Resources:
					  Group:
					    Condition: C0
					    Texts: ['yes', 'N', 'null', '12', '1e3', '', '2010-09-09', it's, 'a: b', 'a #b', '- a', '[a', '*', 'a,b:', "\\t\u00e9\\n"]
					    Plain: [true, 7, AWS::Region, a:b, /path, 'x=y;']
					    Data: {'Fn::Base64': !Sub "one\\ntwo ${Name}\\n"}
					    Part: !Select [0, !Split [',', !GetAtt Other.Some.Part]]
					    Policy: {Condition: {Bool: {'aws:SecureTransport': 'false'}}}
					""");
		assertThat(odd.compact()).isEqualTo(
				"""
						Conditions:
						 C0: !Not [!Equals [!Ref Name,'']]
						 C1: !And [!Condition C0,!Condition Other]
						Resources:
						 Group: {Condition: C0,\
						Texts: ['yes','N','null','12','1e3','','2010-09-09',"it's",'a: b','a #b','- a','[a','*','a,b:',"\\t\u00e9\\n"],\
						Plain: [true,7,AWS::Region,a:b,/path,x=y;],\
						Data: {Fn::Base64: !Sub "one\\ntwo ${Name}\\n"},\
						Part: !Select [0,!Split [',',!GetAtt Other.Some.Part]],\
						Policy: {Condition: {Bool: {aws:SecureTransport: 'false'}}}}
						""");
		assertThat(Template.parse(odd.compact()).sections()).isEqualTo(odd.sections());
	}

}
