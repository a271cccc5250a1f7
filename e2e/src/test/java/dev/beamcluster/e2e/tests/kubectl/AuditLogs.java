package dev.beamcluster.e2e.tests.kubectl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.beamcluster.audit.AuditEntry;
import dev.beamcluster.audit.AuditLine;
import dev.beamcluster.audit.AuditReader;
import dev.beamcluster.e2e.harness.Cluster;
import dev.beamcluster.e2e.harness.KubectlBeam;
import dev.beamcluster.e2e.harness.KubernetesNodeContainer;
import dev.beamcluster.e2e.harness.OperatorInstall;
import dev.beamcluster.e2e.harness.OperatorLog;
import dev.beamcluster.e2e.harness.TestNamespace;

/** The audit trail as the operator and the API server of the test cluster wrote it. */
final class AuditLogs {

    private AuditLogs() {}

    static KubectlBeam plugin(TestNamespace namespace, Cluster cluster) {
        return KubectlBeam.of(cluster.kubeconfig(), namespace.name());
    }

    static String node(Cluster cluster) {
        return cluster.client()
                .nodes()
                .list()
                .getItems()
                .getFirst()
                .getMetadata()
                .getName();
    }

    /**
     * What the API server wrote about the namespace, in the order of its log. The log has what all other tests have asked for, so
     * only the lines that name the namespace leave the Kubernetes node.
     */
    static Stream<AuditEntry> apiServer(TestNamespace namespace, Cluster cluster) {
        String lines = cluster.node()
                .shell("grep %s %s || true".formatted(namespace.name(), KubernetesNodeContainer.AUDIT_LOG))
                .orFail();
        return plugin(namespace, cluster)
                .run(
                        "audit",
                        "--operator-log",
                        "/dev/null",
                        "--file",
                        file(lines).toString(),
                        "-o",
                        "json")
                .orFail()
                .lines()
                .flatMap(line -> AuditReader.read(line).stream())
                .map(AuditLine::entry)
                .filter(entry -> entry.source() == AuditEntry.Source.API_SERVER)
                .filter(entry -> entry.subject().namespace().equals(namespace.name()));
    }

    private static Path file(String lines) {
        try {
            var file = Files.createTempFile("audit", ".log");
            file.toFile().deleteOnExit();
            return Files.writeString(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the operator wrote. */
    static Stream<AuditEntry> operator(Cluster cluster, OperatorInstall operator) {
        return new OperatorLog(cluster, operator)
                .since(Instant.EPOCH).stream()
                        .flatMap(line -> AuditReader.read(line).stream())
                        .map(AuditLine::entry);
    }

    /** Whether the operator did it for a BeamCluster of the namespace. */
    static boolean isFor(AuditEntry entry, TestNamespace namespace) {
        return entry.cause().namespace().equals(namespace.name());
    }

    /** Each request with its verb, its kind of object and its code. */
    static List<String> requests(Stream<AuditEntry> entries) {
        return entries.map(entry -> entry.requestId() + " " + entry.action() + " "
                        + entry.subject().resource() + " " + entry.outcome().code())
                .toList();
    }

    /** Returns the place of an entry between two others of its process: the first and the last one may be missing. */
    static int between(List<String> log) {
        List<Integer> entries = IntStream.range(0, log.size())
                .filter(line -> AuditReader.isAudit(log.get(line)))
                .boxed()
                .toList();
        return IntStream.range(1, entries.size() - 1)
                .filter(entry -> IntStream.of(entry - 1, entry, entry + 1)
                                .mapToObj(each -> process(log.get(entries.get(each))))
                                .distinct()
                                .count()
                        == 1)
                .map(entries::get)
                .findFirst()
                .orElseThrow();
    }

    private static String process(String line) {
        return AuditReader.read(line).flatMap(AuditLine::link).orElseThrow().process();
    }
}
