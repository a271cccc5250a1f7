package dev.beamcluster.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the chains in a log say about it. They find a line that was edited, removed from between others, or moved. They cannot find that
 * the first or the last lines of a process were removed, or that all lines from one on were written again with new hashes.
 *
 * @param processes what there is of each process, in the order of their first lines
 * @param findings what is wrong, by lines; then what is missing
 * @param unchained how many entries have no chain, and cannot be verified
 */
public record Verification(List<ProcessLog> processes, List<Finding> findings, int unchained) {

    public Verification {
        processes = List.copyOf(processes);
        findings = List.copyOf(findings);
    }

    /** Verifies a log; lines that are not of the audit trail are left out. */
    public static Verification of(List<String> lines) {
        Map<String, ProcessChain> chains = new LinkedHashMap<>();
        var findings = new ArrayList<Finding>();
        int unchained = 0;
        for (int i = 0; i < lines.size(); i++) {
            String text = lines.get(i);
            if (!AuditReader.isAudit(text)) {
                continue;
            }
            Optional<AuditLine> line = AuditReader.read(text);
            Optional<ChainLink> link = line.flatMap(AuditLine::link);
            if (link.isPresent()) {
                chains.computeIfAbsent(link.get().process(), ProcessChain::new)
                        .add(i + 1, link.get(), line.get(), findings);
            } else if (line.isPresent()) {
                unchained++;
            } else {
                findings.add(new Finding.Unreadable(i + 1));
            }
        }
        chains.values().forEach(chain -> findings.addAll(chain.missing()));
        return new Verification(chains.values().stream().map(ProcessChain::log).toList(), findings, unchained);
    }

    /** Whether nothing is wrong, as far as the chains can tell. */
    public boolean isIntact() {
        return findings.isEmpty();
    }
}
