package dev.beamcluster.kubectl.command;

import java.io.IOException;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

import io.fabric8.kubernetes.client.KubernetesClientException;

import dev.beamcluster.audit.AuditEntry;
import dev.beamcluster.audit.AuditJson;
import dev.beamcluster.audit.Cause;
import dev.beamcluster.audit.Outcome;
import dev.beamcluster.audit.Subject;
import dev.beamcluster.kubectl.cluster.Unreadable;

/**
 * Writes down a command, whatever comes of it. A file that cannot be written stops nobody.
 *
 * @param action the command, without what may be secret
 * @param subject what it is done to
 * @param cause the BeamCluster
 */
record CommandRecord(Surroundings surroundings, String action, Subject subject, Cause cause) {

    private static final int CANNOT_TELL = 2;

    /** Returns the record of a command about a BeamCluster. */
    static CommandRecord ofCluster(Surroundings surroundings, String action, String namespace, String name) {
        return new CommandRecord(
                surroundings,
                action,
                Subject.object("beamclusters", namespace, name),
                new Cause(namespace, name, 0, "kubectl beam"));
    }

    /** Returns the record of a command that runs in a pod. */
    static CommandRecord ofPod(Surroundings surroundings, String action, String namespace, String name, String pod) {
        return new CommandRecord(
                surroundings,
                action,
                Subject.object("pods/exec", namespace, pod),
                new Cause(namespace, name, 0, "kubectl beam"));
    }

    /** Runs a program, and writes down its exit code. */
    int run(Supplier<Integer> program) {
        return during(program, exitCode -> exitCode);
    }

    /** Makes a change, and writes down whether it was accepted. */
    <T> T change(Supplier<T> change) {
        return during(change, _ -> 0);
    }

    private <T> T during(Supplier<T> work, ToIntFunction<T> exitCode) {
        long start = surroundings.clock().millis();
        try {
            T result = work.get();
            int code = exitCode.applyAsInt(result);
            Outcome.Result ended = code == 0 ? Outcome.Result.OK : Outcome.Result.FAILED;
            write(ended, code, "", start);
            return result;
        } catch (Unreadable e) {
            write(e.wasRefused() ? Outcome.Result.REFUSED : Outcome.Result.FAILED, CANNOT_TELL, message(e), start);
            throw e;
        } catch (KubernetesClientException e) {
            write(Outcome.ofHttp(e.getCode(), "", 0).result(), CANNOT_TELL, message(Unreadable.because(e)), start);
            throw e;
        }
    }

    private static String message(Unreadable e) {
        return String.valueOf(e.getMessage());
    }

    private void write(Outcome.Result result, int exitCode, String message, long start) {
        var outcome =
                new Outcome(result, exitCode, message, surroundings.clock().millis() - start);
        var entry = new AuditEntry(
                surroundings.clock().instant(),
                AuditEntry.Source.PLUGIN,
                AuditEntry.Kind.COMMAND,
                surroundings.user(),
                action,
                subject,
                cause,
                outcome);
        try {
            surroundings.commands().append(AuditJson.text(entry));
        } catch (IOException e) {
            surroundings
                    .err()
                    .println("kubectl beam: this command is not written down: %s cannot be written: %s"
                            .formatted(surroundings.commands().place(), e.getMessage()));
        }
    }
}
