package dev.beamcluster.kubectl.audit;

import java.util.List;

/**
 * The logs of the operator's pods.
 *
 * @param missing why a log is missing, in one line for each
 */
public record OperatorLogs(List<AuditLog> logs, List<String> missing) {

    public OperatorLogs {
        logs = List.copyOf(logs);
        missing = List.copyOf(missing);
    }
}
