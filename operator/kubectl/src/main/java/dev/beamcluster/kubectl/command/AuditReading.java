package dev.beamcluster.kubectl.command;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.fabric8.kubernetes.client.KubernetesClient;

import dev.beamcluster.kubectl.audit.AuditLog;
import dev.beamcluster.kubectl.audit.AuditLogs;
import dev.beamcluster.kubectl.audit.OperatorLogs;
import dev.beamcluster.kubectl.cluster.AuditSources;
import dev.beamcluster.kubectl.cluster.AuditSources.Bound;
import dev.beamcluster.kubectl.cluster.Unreadable;
import dev.beamcluster.kubectl.view.Asked;

/**
 * Reads the logs of the audit trail where the options say they are, with the rights of the person.
 *
 * @param commands those of this person
 * @param client connects to the API server, if a log is there
 * @param bound how much of each log is read
 */
record AuditReading(AuditOptions options, CommandLog commands, Supplier<KubernetesClient> client, Bound bound) {

    /**
     * Reads all logs.
     *
     * @throws Unreadable if a file that an option names cannot be read; all else may be missing
     */
    AuditLogs logs() {
        return new AuditLogs(operator(), plugin(), apiServer());
    }

    /**
     * Reads the logs of the operator.
     *
     * @throws Unreadable if the file that an option names cannot be read
     */
    OperatorLogs operator() {
        return options.operatorLog()
                .map(log -> new OperatorLogs(List.of(read(log)), List.of()))
                .orElseGet(() -> sources().operator(options.operatorNamespace()));
    }

    private Asked<AuditLog> plugin() {
        try {
            return new Asked.Got<>(new AuditLog(commands.place(), commands.lines(), false));
        } catch (IOException e) {
            return new Asked.Unanswered<>("%s: %s".formatted(commands.place(), e.getMessage()));
        }
    }

    private Asked<AuditLog> apiServer() {
        Optional<Asked<AuditLog>> file = options.file().map(log -> new Asked.Got<>(read(log)));
        return file.or(() -> options.node().map(node -> sources().nodeLog(node, options.nodeLog())))
                .orElseGet(() -> new Asked.Unanswered<>(
                        "give its audit log with --file or --node, if it is on (docs/audit.md)"));
    }

    private AuditSources sources() {
        return new AuditSources(client.get(), bound);
    }

    private AuditLog read(Path log) {
        try (var file = FileChannel.open(log)) {
            long skipped = Math.max(0, file.size() - bound.bytes());
            if (skipped > 0) {
                // A pipe has no position, and no size.
                file.position(skipped);
            }
            byte[] bytes = Channels.newInputStream(file).readAllBytes();
            return AuditLog.of(log.toString(), new String(bytes, StandardCharsets.UTF_8), skipped > 0);
        } catch (IOException e) {
            throw new Unreadable("%s cannot be read: %s".formatted(log, e.getMessage()));
        }
    }
}
