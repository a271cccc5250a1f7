package dev.beamcluster.e2e.tests;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Patterns of warnings that the operator may log in this test, because the test provokes them. */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface ExpectedInLog {

    /** Regular expressions; a line that contains a match is expected. */
    String[] value();
}
