package dev.beamcluster.operator;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.fabric8.kubernetes.client.Client;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** The dependencies between the packages, each with its reason. */
@AnalyzeClasses(packages = "dev.beamcluster.operator", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "dev.beamcluster.operator";
    private static final String[] PURE = {ROOT + ".desired..", ROOT + ".status", ROOT + ".rollout", ROOT + ".observed"};

    @ArchTest
    static final ArchRule onlyTheEntryPointKnowsTheEngine = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ROOT + ".Main")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.ericsson..", "dev.beamcluster.mesh.[erlang|probe|formation|monitor]..")
            .because("the controller uses the engine only through values and MeshMonitor");

    @ArchTest
    static final ArchRule desiredKnowsTheSpecAndTheModel = classes()
            .that()
            .resideInAPackage(ROOT + ".desired..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "com.fasterxml.jackson..",
                    "dev.beamcluster.api..",
                    "io.fabric8.kubernetes.api..",
                    "io.fabric8.kubernetes.client",
                    "dev.beamcluster.mesh",
                    ROOT + ".desired..")
            .because("the desired objects are a function of the spec");

    @ArchTest
    static final ArchRule statusKnowsFactsOnly = classes()
            .that()
            .resideInAPackage(ROOT + ".status")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "dev.beamcluster.api..",
                    "io.fabric8.kubernetes.api..",
                    "dev.beamcluster.mesh",
                    ROOT + ".observed",
                    ROOT + ".rollout",
                    ROOT + ".status")
            .because("a status is a function of the observed state");

    @ArchTest
    static final ArchRule rolloutDecidesOnFacts = classes()
            .that()
            .resideInAnyPackage(ROOT + ".rollout", ROOT + ".observed")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "dev.beamcluster.api..",
                    "dev.beamcluster.mesh",
                    ROOT + ".observed",
                    ROOT + ".rollout")
            .because("the next step is a function of the spec and of the observed state");

    @ArchTest
    static final ArchRule onlyReconcileKnowsTheSdk = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".reconcile..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.javaoperatorsdk..")
            .because("the edge to Kubernetes is one package");

    /** The module of the client also has utilities that are not the client itself. */
    @ArchTest
    static final ArchRule onlyReconcileTalksToTheApiServer = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".reconcile..")
            .and()
            .doNotHaveFullyQualifiedName(ROOT + ".Main")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Client.class)
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8.kubernetes.client.dsl..", "io.fabric8.kubernetes.client.informers..")
            .because("code that reads or writes objects must handle stale reads and refusals");

    @ArchTest
    static final ArchRule whatIsAppliedDoesNotKnowTheSdk = noClasses()
            .that()
            .resideInAPackage(ROOT + ".reconcile.apply..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.javaoperatorsdk..")
            .because("caches are passed in as values that were read once");

    @ArchTest
    static final ArchRule theClockIsReadInOnePlaceOfAReconcile = noClasses()
            .that()
            .resideInAnyPackage(ROOT + ".reconcile.apply..", ROOT + ".reconcile.credentials..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Clock.class, InstantSource.class)
            .because("a reconcile has one current time, in its snapshot");

    @ArchTest
    static final ArchRule pureCode = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should(readTheClock())
            .orShould()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(
                    Clock.class,
                    InstantSource.class,
                    Random.class,
                    RandomGenerator.class,
                    SecureRandom.class,
                    ThreadLocalRandom.class,
                    Thread.class,
                    Executor.class,
                    CompletableFuture.class)
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("org.slf4j..", "java.net..", "java.nio.file..", "java.nio.channels..")
            .because(
                    "time, randomness and I/O are arguments, so that the same facts give the same result in every test");

    /** Matches every way of reading the clock. */
    private static ArchCondition<JavaClass> readTheClock() {
        DescribedPredicate<JavaMethodCall> isNow = describe(
                "now()",
                call -> call.getName().equals("now")
                        ? call.getTargetOwner().getPackageName().startsWith("java.time")
                        : call.getTargetOwner().isEquivalentTo(System.class)
                                && Set.of("currentTimeMillis", "nanoTime").contains(call.getName()));
        return callMethodWhere(isNow);
    }

    @ArchTest
    static final ArchRule noCycles = slices().matching(ROOT + ".(**)")
            .should()
            .beFreeOfCycles()
            .because("a package that needs its user cannot be understood, or tested, without it");

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

    @ArchTest
    static final ArchRule templateDoesNotDependOnTheOperator = noClasses()
            .that()
            .resideInAPackage(ROOT + ".desired.template")
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT + "..").and(resideOutsideOfPackage(ROOT + ".desired.template")))
            .because("merging a pod template depends only on Kubernetes");

    @ArchTest
    static final ArchRule validationGetsReservedPartsAsValues = noClasses()
            .that()
            .resideInAPackage(ROOT + ".desired.validation")
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT + "..")
                    .and(resideOutsideOfPackages(ROOT + ".desired.validation", ROOT + ".desired.template")))
            .because("reserved parts are values, so that building objects and validating a spec are separate");

    @ArchTest
    static final ArchRule desiredHasOneEntry = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".desired..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(ROOT + ".desired.template", ROOT + ".desired.validation")
                    .and(not(simpleName("Problem"))))
            .because("other packages use only Desired, which returns objects or problems");

    @ArchTest
    static final ArchRule noCycleOfClassesInDesired = slices().assignedFrom(new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass type) {
                    return type.getPackageName().startsWith(ROOT + ".desired")
                            ? SliceIdentifier.of(outermost(type).getSimpleName())
                            : SliceIdentifier.ignore();
                }

                @Override
                public String getDescription() {
                    return "classes of desired";
                }
            })
            .should()
            .beFreeOfCycles()
            .because("a class that makes a part of the pod can then be read with those below it alone");

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }
}
