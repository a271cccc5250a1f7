package dev.beamcluster.report;

import java.time.Instant;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** The dependencies between the packages of the report, each with its reason. */
@AnalyzeClasses(packages = "dev.beamcluster.report", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "dev.beamcluster.report";

    @ArchTest
    static final ArchRule onlyTheJdkIsNeeded = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(ROOT + "..", "java..", "javax.xml.stream..", "org.jspecify..")
            .because("make test runs it from its source when the build has failed before it was compiled");

    @ArchTest
    static final ArchRule theModelIsValues = classes()
            .that()
            .resideInAPackage("..model")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(ROOT + ".model", "java..", "org.jspecify..")
            .because("every format is read into it, and every output is made of it");

    @ArchTest
    static final ArchRule readersKnowOnlyTheModel = noClasses()
            .that()
            .resideInAPackage("..read")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT, "..shape", "..page")
            .because("a format, a limit or an output can be changed without touching the others");

    @ArchTest
    static final ArchRule shapesKnowOnlyTheModel = noClasses()
            .that()
            .resideInAPackage("..shape")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT, "..read", "..page")
            .because("a format, a limit or an output can be changed without touching the others");

    @ArchTest
    static final ArchRule pagesKnowOnlyTheModel = noClasses()
            .that()
            .resideInAPackage("..page")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT, "..read", "..shape")
            .because("a format, a limit or an output can be changed without touching the others");

    @ArchTest
    static final ArchRule historyKnowsOnlyTheModel = noClasses()
            .that()
            .resideInAPackage("..history")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT, "..read", "..shape", "..page")
            .because("what is remembered of a run does not depend on how it was read or is shown");

    @ArchTest
    static final ArchRule onlyTheEdgeTouchesFilesAndTheClock = noClasses()
            .that()
            .resideInAnyPackage("..model", "..read", "..shape", "..page", "..history")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..", "java.net..")
            .orShould()
            .callMethod(Instant.class, "now")
            .because("they are functions of texts and values, which tests can call with any of them");
}
