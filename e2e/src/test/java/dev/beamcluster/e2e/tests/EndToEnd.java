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
 * A test on the one cluster of this run, with the operator installed. Each test method may ask for a {@link
 * TestNamespace} of its own, or for {@link TestNamespaces} where one is not enough, for the {@link Cluster}, for its {@link PacketFilter} and for the {@link OperatorInstall};
 * a {@code @BeforeAll} that asks for a {@link TestNamespace} gets one that its whole class shares. After each test, links that
 * it cut are given back, its namespaces are deleted, the operator's log must hold no complaint that the test does not {@linkplain
 * ExpectedInLog expect}, and none of the operator's containers may have been restarted.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(EndToEndExtension.class)
public @interface EndToEnd {}
