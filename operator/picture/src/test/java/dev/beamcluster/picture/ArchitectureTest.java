package dev.beamcluster.picture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

/** What pictures depend on, with its reason. */
@AnalyzeClasses(packages = "dev.beamcluster.picture", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule aPictureIsAFunctionOfAStatusOrAReport = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.lang..",
                    "java.util",
                    "java.util.function",
                    "java.util.stream",
                    "org.jspecify..",
                    "com.fasterxml.jackson..",
                    "dev.beamcluster.api..",
                    "dev.beamcluster.mesh",
                    "dev.beamcluster.picture")
            .because("the same mesh gives the same picture, on a person's machine and in a test report");
}
