package dev.beamcluster.kubectl.command;

import java.util.Optional;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.beamcluster.audit.AuditFilter;
import dev.beamcluster.audit.Trail;
import dev.beamcluster.audit.Verification;
import dev.beamcluster.kubectl.audit.AuditLog;
import dev.beamcluster.kubectl.audit.AuditLogs;
import dev.beamcluster.kubectl.audit.AuditText;
import dev.beamcluster.kubectl.audit.OperatorLogs;
import dev.beamcluster.kubectl.audit.VerificationText;
import dev.beamcluster.kubectl.cluster.AuditSources;
import dev.beamcluster.kubectl.view.LogLines;

@Command(
        name = "audit",
        description =
                "What was done, by whom, and what was refused or failed: the operator, the API server, this plugin.")
final class AuditCommand implements Callable<Integer> {

    private static final int FOUND = 1;
    private static final int CANNOT_TELL = 2;

    private final Surroundings surroundings;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private final AuditOptions audit = new AuditOptions();

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "BeamCluster. Default: all that was written down.")
    private @Nullable String name;

    @Option(names = "--failed", description = "Only what was refused or failed.")
    private boolean isFailed;

    @Option(names = "--by", paramLabel = "USER", description = "Only by users, or operators, with USER in their names.")
    private @Nullable String by;

    @Option(names = "--since", paramLabel = "TIME", description = "Only the last TIME, such as 30s, 5m or 2h.")
    private @Nullable String since;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    private Format format = Format.text;

    @Option(names = "--verify", description = "Check the chain of the operator's entries instead.")
    private boolean isVerified;

    /** The constants are what a person types. */
    enum Format {
        text,
        json
    }

    AuditCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return isVerified ? verify() : show();
    }

    private int show() {
        AuditFilter filter = filter();
        AuditLogs logs = reading().logs();
        Trail trail = logs.trail(filter);
        if (format == Format.json) {
            surroundings.out().print(AuditText.json(trail, surroundings.clock().instant()));
            trail.missing().forEach(line -> surroundings.err().println("not read: " + line));
        } else {
            surroundings.out().print(AuditText.of(trail));
        }
        return logs.operator().missing().isEmpty() ? 0 : CANNOT_TELL;
    }

    private int verify() {
        OperatorLogs operator = reading().operator();
        boolean isIntact = true;
        for (AuditLog log : operator.logs()) {
            Verification verified = Verification.of(log.lines());
            surroundings.out().print(VerificationText.of(log.name(), verified));
            isIntact &= verified.isIntact();
        }
        operator.missing().forEach(line -> surroundings.err().println("not read: " + line));
        if (!isIntact) {
            return FOUND;
        }
        return operator.missing().isEmpty() ? 0 : CANNOT_TELL;
    }

    private AuditFilter filter() {
        return new AuditFilter(
                Optional.ofNullable(name)
                        .map(cluster -> new AuditFilter.Named(
                                Session.open(surroundings, connection).namespace(), cluster)),
                isFailed,
                Optional.ofNullable(by),
                LogLines.seconds(since)
                        .map(seconds -> surroundings.clock().instant().minusSeconds(seconds)));
    }

    private AuditReading reading() {
        return new AuditReading(
                audit,
                surroundings.commands(),
                () -> Session.open(surroundings, connection).client(),
                AuditSources.Bound.NONE);
    }
}
