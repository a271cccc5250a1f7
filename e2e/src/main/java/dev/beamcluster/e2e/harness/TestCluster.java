package dev.beamcluster.e2e.harness;

import java.util.List;
import java.util.stream.Stream;

/**
 * The only cluster of a test run, with the operator installed.
 *
 * @param cluster to be closed at the end of the run
 * @param operator as installed
 * @param packetFilter of its node
 */
public record TestCluster(Cluster cluster, OperatorInstall operator, PacketFilter packetFilter)
        implements AutoCloseable {

    /** Prometheus of Debian, which the tests of the metrics run in a pod. */
    public static final String PROMETHEUS_IMAGE = "beamcluster/e2e-prometheus:local";

    /** Starts the cluster and installs the operator. */
    public static TestCluster open() {
        var operator = OperatorInstall.of(Repository.here());
        var cluster = Cluster.open(KubernetesNodeContainer.TEST, images(operator), System.getenv());
        try {
            operator.install(cluster);
            return new TestCluster(
                    cluster, operator, new PacketFilter(line -> cluster.node().shell(line)));
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private static List<String> images(OperatorInstall operator) {
        var examples = new ExampleImages(Repository.here().file(Repository.EXAMPLES));
        return Stream.of(
                        operator.images().stream(),
                        Stream.of(PreviousOperator.IMAGE, PROMETHEUS_IMAGE),
                        Stream.of(SampleRelease.values()).map(SampleRelease::image),
                        Stream.of(FieldImage.values()).map(FieldImage::image),
                        examples.names().stream())
                .flatMap(images -> images)
                .distinct()
                .toList();
    }

    @Override
    public void close() {
        cluster.close();
    }
}
