package dev.beamcluster.kubectl.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.beamcluster.audit.ApiServerLog;
import dev.beamcluster.audit.AuditFilter;
import dev.beamcluster.audit.Trail;
import dev.beamcluster.kubectl.view.Asked;

/**
 * The logs of the three sources, as far as they could be read.
 *
 * @param plugin the commands of this person
 * @param apiServer the audit log of the API server
 */
public record AuditLogs(OperatorLogs operator, Asked<AuditLog> plugin, Asked<AuditLog> apiServer) {

    /** Returns the entries that are wanted, and what could not be read. */
    public Trail trail(AuditFilter filter) {
        var lines = new ArrayList<String>();
        operator.logs().forEach(log -> lines.addAll(log.lines()));
        plugin.value().ifPresent(log -> lines.addAll(log.lines()));
        ApiServerLog api =
                ApiServerLog.of(apiServer.value().map(AuditLog::lines).orElse(List.of()));
        var missing = new ArrayList<>(operator.missing());
        plugin.why().ifPresent(why -> missing.add("plugin: " + why));
        apiServer.why().ifPresent(why -> missing.add("API server: " + why));
        if (api.unreadable() > 0) {
            missing.add("API server: lines that are no events of an audit log: " + api.unreadable());
        }
        return Trail.of(lines, api, filter, missing);
    }

    /** Returns which logs were read, in one line each. */
    public List<String> read() {
        return Stream.of(
                        operator.logs().stream().map(log -> "operator: " + log.place()),
                        plugin.value().stream().map(log -> "plugin: " + log.place()),
                        apiServer.value().stream().map(log -> "API server: " + log.place()))
                .flatMap(each -> each)
                .toList();
    }
}
