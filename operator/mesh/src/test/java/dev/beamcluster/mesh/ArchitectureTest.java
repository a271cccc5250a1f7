package dev.beamcluster.mesh;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** The dependencies between the packages of the engine, each with its reason. */
@AnalyzeClasses(packages = "dev.beamcluster.mesh", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "dev.beamcluster.mesh";
    private static final String ERLANG = ROOT + ".erlang";
    private static final String PROBE = ROOT + ".probe";
    private static final String FORMATION = ROOT + ".formation";

    @ArchTest
    static final ArchRule meshIsValues = classes()
            .that()
            .resideInAPackage(ROOT)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "javax.net.ssl", "org.jspecify..", ROOT)
            .because("every other package speaks in these values");

    @ArchTest
    static final ArchRule theWireKnowsNothingOfRounds = noClasses()
            .that()
            .resideInAPackage(ERLANG)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(PROBE, FORMATION, ROOT + ".monitor")
            .because("a connection serves rounds, drains and whoever comes next alike");

    @ArchTest
    static final ArchRule aProbeDecidesNothing = noClasses()
            .that()
            .resideInAPackage(PROBE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FORMATION, ROOT + ".monitor")
            .because("what a round sees does not depend on what is done about it");

    @ArchTest
    static final ArchRule formationKnowsValuesOnly = classes()
            .that()
            .resideInAPackage(FORMATION)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.lang..",
                    "java.util",
                    "java.util.function",
                    "java.util.stream",
                    "java.time",
                    "org.jspecify..",
                    ROOT,
                    FORMATION)
            .because("thousands of histories are simulated without a node, a thread or a clock");

    @ArchTest
    static final ArchRule onlyOnePackageKnowsJInterface = noClasses()
            .that()
            .resideOutsideOfPackage(ERLANG)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.ericsson..")
            .because("terms of strangers are read in one place");

    @ArchTest
    static final ArchRule noTermLeavesTheWire = methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .resideInAPackage(ERLANG)
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .should()
            .notHaveRawReturnType(resideInAPackage("com.ericsson.."))
            .because("what leaves has been read");

    @ArchTest
    static final ArchRule onlyNodeCallsCallsNodes = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ERLANG + ".NodeCalls")
            .and()
            .doNotHaveFullyQualifiedName(ERLANG + ".NodeConsole")
            .should()
            .accessTargetWhere(describe(
                    "is RpcConnection.call",
                    access -> access.getTargetOwner().getName().equals(ERLANG + ".RpcConnection")
                            && access.getName().equals("call")))
            .because(
                    "whoever shares the cookie can call anything: what is called is listed in one place, and in the docs");

    @ArchTest
    static final ArchRule theOperatorEvaluatesNothing = noClasses()
            .that()
            .haveNameNotMatching(".*\\.NodeConsole(\\$.*)?")
            .should()
            .dependOnClassesThat(
                    describe("is NodeConsole", type -> type.getName().equals(ERLANG + ".NodeConsole")))
            .because("it is for a person with the cookie, and the kubectl plugin is the only one who uses it");

    @ArchTest
    static final ArchRule pureCode = noClasses()
            .that()
            .resideInAnyPackage(ROOT, FORMATION)
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalTime.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(OffsetDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getProperty", String.class)
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(
                    Clock.class,
                    InstantSource.class,
                    Random.class,
                    SecureRandom.class,
                    ThreadLocalRandom.class,
                    UUID.class,
                    Thread.class)
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net..", "java.nio..", "java.io..", "java.util.concurrent.locks..", "org.slf4j..")
            .because("time, randomness and I/O come in as arguments");

    @ArchTest
    static final ArchRule noCyclesOfPackages =
            slices().matching(ROOT + ".(**)").should().beFreeOfCycles().because("edges point down only");

    @ArchTest
    static final ArchRule noCyclesOfClasses = slices().assignedFrom(new EachClass())
            .should()
            .beFreeOfCycles()
            .because("a class is understood with those below it, and tested without those above");

    @ArchTest
    static final ArchRule everyNameSaysWhatItIs = noClasses()
            .should()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .because("such a class has no subject");

    /** One slice per top-level class, including its nested classes. */
    private static final class EachClass implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            return SliceIdentifier.of(topLevel(javaClass).getName());
        }

        private static JavaClass topLevel(JavaClass javaClass) {
            return javaClass.getEnclosingClass().map(EachClass::topLevel).orElse(javaClass);
        }

        @Override
        public String getDescription() {
            return "each class";
        }
    }
}
