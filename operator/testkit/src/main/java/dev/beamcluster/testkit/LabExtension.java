package dev.beamcluster.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;
import dev.beamcluster.mesh.Link;
import dev.beamcluster.mesh.MeshReport;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;

/**
 * One lab for all tests of a class. Each test begins with a full mesh and a new operator, and all cuts are removed
 * after it.
 */
public final class LabExtension implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private static final Duration FORMED = Duration.ofMinutes(1);

    private final int size;
    private @Nullable Lab lab;
    private @Nullable MonitoredMesh monitored;

    public LabExtension(int size) {
        this.size = size;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        lab = Lab.of(size);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        watch(Lab::target);
        monitored().becomesWhole(FORMED);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        restore();
        monitored().close();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        lab().close();
    }

    public Lab lab() {
        return Objects.requireNonNull(lab);
    }

    public LabNode node(int ordinal) {
        return lab().node(ordinal);
    }

    public List<LabNode> nodes() {
        return lab().nodes();
    }

    public void restore() {
        lab().restore();
    }

    /** The operator that watches the lab. */
    public MonitoredMesh monitored() {
        return Objects.requireNonNull(monitored);
    }

    /** Replaces the operator by a new one with the given target. */
    public void watch(Function<Lab, MeshTarget> target) {
        if (monitored != null) {
            monitored.close();
        }
        monitored = new MonitoredMesh(target.apply(lab()));
    }

    public SortedSet<NodeName> names(List<Integer> ordinals) {
        return ordinals.stream().map(ordinal -> node(ordinal).name()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Both directions of every link between the two groups. */
    public Link[] links(List<Integer> one, List<Integer> other) {
        return one.stream()
                .flatMap(from -> other.stream().flatMap(to -> {
                    var left = node(from).name();
                    var right = node(to).name();
                    return Stream.of(new Link(left, right), new Link(right, left));
                }))
                .toArray(Link[]::new);
    }

    public static Set<Cause> causes(MeshReport report) {
        return report.unreachable().values().stream().map(Fault::cause).collect(Collectors.toSet());
    }
}
