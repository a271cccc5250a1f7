package dev.beamcluster.audit;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.beamcluster.audit.AuditEntry.Count;

/**
 * The audit trail, as far as it could be read.
 *
 * @param entries what was done, by time
 * @param reads how often each user read what
 * @param missing what could not be read, in one line each
 */
public record Trail(List<AuditEntry> entries, List<Count> reads, List<String> missing) {

    public Trail {
        entries = List.copyOf(entries);
        reads = List.copyOf(reads);
        missing = List.copyOf(missing);
    }

    /**
     * Merges the sources.
     *
     * @param lines the logs of the operator and of the plugin; other lines are left out
     * @param api the audit log of the API server
     * @param missing what could not be read
     */
    public static Trail of(Collection<String> lines, ApiServerLog api, AuditFilter filter, List<String> missing) {
        List<AuditEntry> own = lines.stream()
                .flatMap(line -> AuditReader.read(line).stream())
                .map(AuditLine::entry)
                .toList();
        Set<Request> told = own.stream()
                .filter(entry -> !entry.requestId().isEmpty())
                .map(Request::of)
                .collect(Collectors.toSet());
        List<AuditEntry> merged = Stream.concat(
                        own.stream(), api.entries().stream().filter(entry -> !told.contains(Request.of(entry))))
                .filter(filter::matches)
                .sorted(Comparator.comparing(AuditEntry::time))
                .toList();
        List<Count> reads = filter.cluster().isPresent() || filter.isFailed()
                ? List.of()
                : api.reads().stream()
                        .filter(read -> filter.by()
                                .filter(actor -> !read.user().contains(actor))
                                .isEmpty())
                        .toList();
        return new Trail(merged, reads, missing);
    }

    /** The operator's entry of a request says more than that of the API server: why. If they differ, both are shown. */
    private record Request(String id, int code) {

        static Request of(AuditEntry entry) {
            return new Request(entry.requestId(), entry.outcome().code());
        }
    }
}
