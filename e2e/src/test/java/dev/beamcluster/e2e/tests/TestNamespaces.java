package dev.beamcluster.e2e.tests;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.beamcluster.e2e.harness.Cluster;
import dev.beamcluster.e2e.harness.TestNamespace;

/** The namespaces of a test or a class: created on demand, deleted at its end. */
public final class TestNamespaces implements AutoCloseable {

    private final Cluster cluster;
    private final Set<String> ofAllTests;
    private final List<TestNamespace> own = new CopyOnWriteArrayList<>();

    TestNamespaces(Cluster cluster, Set<String> ofAllTests) {
        this.cluster = cluster;
        this.ofAllTests = ofAllTests;
    }

    /** The namespace that most tests need. */
    synchronized TestNamespace first() {
        return own.isEmpty() ? another() : own.getFirst();
    }

    /** Creates another namespace. */
    public TestNamespace another() {
        var namespace = TestNamespace.create(cluster);
        ofAllTests.add(namespace.name());
        own.add(namespace);
        return namespace;
    }

    List<TestNamespace> all() {
        return List.copyOf(own);
    }

    /** Deletes them without waiting; JUnit calls this at the end of the test or class. */
    @Override
    public void close() {
        own.forEach(TestNamespace::delete);
    }
}
