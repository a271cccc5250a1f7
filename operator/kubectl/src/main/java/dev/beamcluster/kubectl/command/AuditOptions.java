package dev.beamcluster.kubectl.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import dev.beamcluster.kubectl.cluster.Unreadable;

/** Where the logs of the audit trail are. */
final class AuditOptions {

    @Option(names = "--file", paramLabel = "AUDITLOG", description = "Audit log of the API server.")
    private @Nullable Path file;

    @Option(names = "--node", paramLabel = "NODE", description = "Ask the kubelet of this node for that log.")
    private @Nullable String node;

    @Option(
            names = "--node-log",
            paramLabel = "PATH",
            description = "Where it is below /var/log; default: ${DEFAULT-VALUE}.")
    private String nodeLog = "kubernetes/audit/audit.log";

    @Option(names = "--operator-log", paramLabel = "FILE", description = "Log of the operator; default: its pods.")
    private @Nullable Path operatorLog;

    @Option(
            names = "--operator-namespace",
            paramLabel = "NAMESPACE",
            description = "Namespace of the operator; default: ${DEFAULT-VALUE}.")
    private String operatorNamespace = "beamcluster-system";

    Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    Optional<String> node() {
        return Optional.ofNullable(node);
    }

    String nodeLog() {
        return nodeLog;
    }

    Optional<Path> operatorLog() {
        return Optional.ofNullable(operatorLog);
    }

    String operatorNamespace() {
        return operatorNamespace;
    }

    /**
     * Checks that the files can be read, for a command that reads them later.
     *
     * @throws Unreadable if one cannot
     */
    void check() {
        Optional<Path> unreadable = Stream.of(file(), operatorLog())
                .flatMap(Optional::stream)
                .filter(log -> !Files.isReadable(log))
                .findFirst();
        if (unreadable.isPresent()) {
            throw new Unreadable(
                    "%s cannot be read: it does not exist, or you may not read it".formatted(unreadable.get()));
        }
    }
}
