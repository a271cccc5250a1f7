package dev.beamcluster.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/** The entries of one process, as they are found in a log. */
final class ProcessChain {

    private final String process;
    private final NavigableMap<Long, Seen> seen = new TreeMap<>();

    /** An entry of the process. */
    private record Seen(int line, AuditLine read) {}

    ProcessChain(String process) {
        this.process = process;
    }

    /** Adds an entry, and what is wrong with it. */
    void add(int line, ChainLink link, AuditLine read, List<Finding> findings) {
        long sequence = link.sequence();
        if (!read.isIntact()) {
            findings.add(new Finding.Edited(line, process, sequence));
        }
        if (seen.containsKey(sequence)) {
            findings.add(new Finding.Repeated(line, process, sequence));
            return;
        }
        if (!seen.isEmpty() && seen.lastKey() > sequence) {
            findings.add(new Finding.Reordered(line, process, sequence));
        }
        seen.put(sequence, new Seen(line, read));
        if (sequence == 1 && !link.before().equals(ChainLink.NOTHING) && read.isIntact()) {
            findings.add(new Finding.Replaced(line, process, sequence));
        }
        compare(seen.get(sequence - 1), read, findings);
        Seen next = seen.get(sequence + 1);
        if (next != null) {
            compare(seen.get(sequence), next.read(), findings);
        }
    }

    /** An entry that was edited is reported already. */
    private void compare(@Nullable Seen before, AuditLine read, List<Finding> findings) {
        if (before == null || !before.read().isIntact() || !read.isIntact()) {
            return;
        }
        boolean follows = read.link()
                .filter(link -> link.before().equals(before.read().hash()))
                .isPresent();
        if (!follows) {
            findings.add(new Finding.Replaced(
                    before.line(), process, before.read().link().orElseThrow().sequence()));
        }
    }

    /** Returns the gaps. */
    List<Finding> missing() {
        var missing = new ArrayList<Finding>();
        long expected = seen.firstKey();
        for (long sequence : seen.keySet()) {
            if (sequence > expected) {
                missing.add(new Finding.Missing(process, expected, sequence - 1));
            }
            expected = sequence + 1;
        }
        return missing;
    }

    ProcessLog log() {
        Map.Entry<Long, Seen> first = seen.firstEntry();
        Map.Entry<Long, Seen> last = seen.lastEntry();
        AuditEntry end = last.getValue().read().entry();
        return new ProcessLog(
                process,
                first.getKey(),
                last.getKey(),
                first.getValue().read().entry().time(),
                end.time(),
                end.kind() == AuditEntry.Kind.END);
    }
}
