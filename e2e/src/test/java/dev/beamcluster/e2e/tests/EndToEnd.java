package dev.beamcluster.e2e.tests;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

import dev.beamcluster.e2e.harness.Cluster;
import dev.beamcluster.e2e.harness.OperatorInstall;
import dev.beamcluster.e2e.harness.PacketFilter;
import dev.beamcluster.e2e.harness.TestNamespace;

/**
 * A test on the cluster of this run, with the operator installed. A test method may have these parameters: a {@link
 * TestNamespace} of its own, {@link TestNamespaces} for more than one, the {@link Cluster}, its {@link PacketFilter}, the
 * {@link OperatorInstall}. A {@code @BeforeAll} method gets a {@link TestNamespace} that the class shares.
 *
 * <p>After each test, the links that it cut are restored and its namespaces are deleted. The test fails if the operator
 * logged a complaint that it does not {@linkplain ExpectedInLog expect}, or if a container of the operator was restarted.
 * The report of the run has the commands of each test and its {@link Evidence}, and what {@link Diagnostics} collects of one that fails.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({CommandsExtension.class, EndToEndExtension.class})
public @interface EndToEnd {}
