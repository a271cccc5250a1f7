package dev.beamcluster.mesh;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** The edges between the packages of the engine, each with its reason. */
@AnalyzeClasses(packages = "dev.beamcluster.mesh", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "dev.beamcluster.mesh";

    @ArchTest
    static final ArchRule meshIsValues = classes()
            .that()
            .resideInAPackage(ROOT)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "javax.net.ssl", "org.jspecify..", ROOT)
            .because("every other package speaks in these values");

    @ArchTest
    static final ArchRule onlyOnePackageKnowsJInterface = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".jinterface")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.ericsson..")
            .because("terms of strangers are read in one place");
}
