package dev.runnerfleet;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.runnerfleet.audit.Audit;
import dev.runnerfleet.secret.Secret;
import jakarta.annotation.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.stereotype.Controller;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

class ModulesTest {

	private static final JavaClasses PORTAL = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("dev.runnerfleet");

	@Test
	void modulesUseOnlyWhatTheyDeclare() {
		ApplicationModules.of(RunnerFleetPortal.class).verify();
	}

	@Test
	void theSdkOfAwsStaysAtTheEdge() {
		classes().that()
			.resideOutsideOfPackages("dev.runnerfleet.account..", "dev.runnerfleet.aws..", "dev.runnerfleet.stack..",
					"dev.runnerfleet.network..", "dev.runnerfleet.cleanup..", "dev.runnerfleet.autopsy..",
					"dev.runnerfleet.manager..", "dev.runnerfleet.pulse..", "dev.runnerfleet.sandbox..")
			.should()
			.onlyDependOnClassesThat()
			.resideOutsideOfPackage("software.amazon.awssdk..")
			.check(PORTAL);
		noClasses().that()
			.areMetaAnnotatedWith(Controller.class)
			.should()
			.dependOnClassesThat()
			.resideInAPackage("software.amazon.awssdk..")
			.check(PORTAL);
	}

	@Test
	void controllersLeaveTheTablesToOthers() {
		noClasses().that()
			.areMetaAnnotatedWith(Controller.class)
			.should()
			.dependOnClassesThat()
			.areAssignableTo(JdbcClient.class)
			.check(PORTAL);
	}

	@ParameterizedTest
	@ValueSource(classes = { Autowired.class, Value.class, Resource.class })
	void nothingIsInjectedIntoFields(Class<? extends Annotation> injection) {
		fields().should().notBeAnnotatedWith(injection).check(PORTAL);
	}

	@ParameterizedTest
	@ValueSource(classes = { Instant.class, LocalDate.class, LocalDateTime.class, OffsetDateTime.class,
			ZonedDateTime.class })
	void theTimeComesFromAClock(Class<?> type) {
		noClasses().should().callMethod(type, "now").check(PORTAL);
		noClasses().should().callMethod(System.class, "currentTimeMillis").check(PORTAL);
	}

	@Test
	void noTextBecomesACommandAnExpressionOrADocument() {
		noClasses().should()
			.dependOnClassesThat()
			.resideInAnyPackage("javax.naming..", "javax.script..", "javax.xml..", "org.w3c.dom..",
					"org.springframework.expression..")
			.check(PORTAL);
		noClasses().should().dependOnClassesThat().areAssignableTo(ProcessBuilder.class).check(PORTAL);
		noClasses().should().dependOnClassesThat().areAssignableTo(Process.class).check(PORTAL);
	}

	@Test
	void nothingIsDrawnFromNumbersThatCanBeForetold() {
		noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.util.Random").check(PORTAL);
		noClasses().should().callMethod(Math.class, "random").check(PORTAL);
	}

	@Test
	void noSecretGetsNearTheTrail() {
		noClasses().that()
			.resideInAPackage("dev.runnerfleet.audit..")
			.should()
			.transitivelyDependOnClassesThat()
			.areAssignableTo(Secret.class)
			.check(PORTAL);
		List<JavaCodeUnit> recorders = PORTAL.stream()
			.flatMap((type) -> type.getCodeUnits().stream())
			.filter((unit) -> calls(unit, Audit.class, "record"))
			.toList();
		assertThat(recorders).hasSizeGreaterThan(10).noneMatch((unit) -> calls(unit, Secret.class, "reveal"));
	}

	private static boolean calls(JavaCodeUnit unit, Class<?> owner, String method) {
		return unit.getMethodCallsFromSelf()
			.stream()
			.anyMatch((call) -> call.getTargetOwner().isEquivalentTo(owner) && call.getName().equals(method));
	}

	@Test
	void noPackageLeadsBackToItself() {
		slices().matching("dev.runnerfleet.(**)").should().beFreeOfCycles().check(PORTAL);
	}

	@Test
	void aPackageHoldsNoMoreThanOneKeepsInMind() {
		Map<String, Long> sizes = types()
			.collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
		assertThat(sizes).hasSizeGreaterThan(30)
			.allSatisfy((name, size) -> assertThat(size).as(name)
				.isLessThanOrEqualTo(name.equals("dev.runnerfleet.stack") ? 65 : 25));
	}

	@Test
	void aFileIsReadInOneGo() throws IOException {
		try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
			assertThat(files.filter((file) -> file.toString().endsWith(".java"))).hasSizeGreaterThan(100)
				.allSatisfy((file) -> assertThat(Files.readAllLines(file)).as(file.toString())
					.hasSizeLessThanOrEqualTo(270));
		}
	}

	@Test
	void typesAreForTheirPackageUnlessAnotherOneNeedsThem() {
		List<String> open = types().filter((type) -> type.getModifiers().contains(JavaModifier.PUBLIC))
			.map(JavaClass::getName)
			.toList();
		long all = types().count();
		assertThat(all).isGreaterThan(100);
		assertThat(open).as("public types, of %d", all).hasSizeLessThanOrEqualTo((int) (all * 35 / 100));
	}

	private static Stream<JavaClass> types() {
		return PORTAL.stream().filter((type) -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"));
	}

}
