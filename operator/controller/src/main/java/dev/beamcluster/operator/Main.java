package dev.beamcluster.operator;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.fabric8.kubernetes.client.Config;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.beamcluster.mesh.Cookie;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.monitor.HiddenNodeMonitor;
import dev.beamcluster.operator.audit.ApiAudit;
import dev.beamcluster.operator.audit.AuditTrail;
import dev.beamcluster.operator.audit.NodeJournal;
import dev.beamcluster.operator.desired.OperatorPods;
import dev.beamcluster.operator.metrics.ApiRequests;
import dev.beamcluster.operator.metrics.OperatorMetrics;
import dev.beamcluster.operator.reconcile.Components;
import dev.beamcluster.operator.reconcile.OperatorIdentity;
import dev.beamcluster.operator.reconcile.OperatorProcess;
import dev.beamcluster.operator.reconcile.client.ApiClients;

/** Reads the environment, wires the components, and starts them. */
public final class Main {

    private Main() {}

    /** Runs until the process receives a signal. */
    public static void main(String[] arguments) {
        OperatorConfig config = OperatorConfig.of(System.getenv());
        var random = new SecureRandom();
        var clock = InstantSource.system();
        NodeName ownName = NodeName.parse(config.nodeName()).orElseThrow();
        var metrics = new OperatorMetrics();
        var audit = new AuditTrail(config.podName(), clock, auditLog());
        var writes = new ApiAudit(audit);
        audit.start(Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("unknown"));
        var clients = ApiClients.of(Config.autoConfigure(null), new ApiRequests(metrics.registry()), writes);
        var self = new OperatorIdentity(
                config.namespace(), config.podName(), OperatorPods.of(config.namespace(), config.podLabels()));
        var components = new Components(
                clients.requests(),
                clock,
                cookies(random),
                self,
                metrics,
                audit,
                listener -> new HiddenNodeMonitor(
                        ownName, random.nextLong(), clock, listener, metrics, new NodeJournal(audit)));
        var process = new OperatorProcess(
                clients, components, config.watchNamespaces(), config.leaderElection(), self, () -> {
                    writes.end();
                    audit.end();
                });
        new HealthServer(config.httpPort(), process::isHealthy, process::isReady);
        new MetricsServer(config.metricsPort(), components::writeMetrics);
        process.start();
        OldGeneration.watch();
    }

    /** Returns the logger that logback.xml writes without a pattern, whatever the log level is. */
    private static Consumer<String> auditLog() {
        Logger lines = LoggerFactory.getLogger("audit");
        return line -> lines.info("{}", line);
    }

    /** Generates 256 random bits as hexadecimal text, which needs no escaping in a file, a variable or an argument. */
    private static Supplier<Cookie> cookies(SecureRandom random) {
        return () -> {
            byte[] bytes = new byte[32];
            random.nextBytes(bytes);
            return new Cookie(HexFormat.of().formatHex(bytes));
        };
    }
}
