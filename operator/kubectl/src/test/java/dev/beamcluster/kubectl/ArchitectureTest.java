package dev.beamcluster.kubectl;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.fabric8.kubernetes.client.Client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** The dependencies between the packages of the plugin, each with its reason. */
@AnalyzeClasses(packages = "dev.beamcluster.kubectl", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "dev.beamcluster.kubectl";
    private static final String[] PURE = {ROOT + ".view", ROOT + ".page", ROOT + ".audit"};

    @ArchTest
    static final ArchRule thePluginIsNotTheOperator = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.beamcluster.operator..", "io.javaoperatorsdk..")
            .because(
                    "it runs with the rights of a person, and says what the operator wrote instead of computing it again");

    @ArchTest
    static final ArchRule viewsArePure = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Client.class)
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Clock.class, InstantSource.class, Thread.class)
            .orShould()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "picocli..",
                    "java.net..",
                    "java.nio.file..",
                    "io.fabric8.kubernetes.client.dsl..",
                    ROOT + ".cluster")
            .because("the same facts give the same text in every test");

    @ArchTest
    static final ArchRule thePagesServerIsToldAndAsks = noClasses()
            .that()
            .resideInAPackage(ROOT + ".page.http")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Client.class)
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8.kubernetes.client.dsl..", ROOT + ".cluster")
            .because("its tests feed it records, and need no API server");

    @ArchTest
    static final ArchRule onlyCommandsKnowTheCommandLine = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".command")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..")
            .because("what a command does can then be tested, and used, without its options");

    @ArchTest
    static final ArchRule onlyNodesAreAskedByTheEngine = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".node")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.ericsson..", "dev.beamcluster.mesh.[erlang|probe|formation|monitor]..")
            .because("all others use the engine's values");

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
}
