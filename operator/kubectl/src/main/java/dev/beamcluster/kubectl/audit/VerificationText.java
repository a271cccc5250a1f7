package dev.beamcluster.kubectl.audit;

import dev.beamcluster.audit.Finding;
import dev.beamcluster.audit.ProcessLog;
import dev.beamcluster.audit.Verification;

/** What the chains in a log say, and what they cannot say. */
public final class VerificationText {

    private VerificationText() {}

    /**
     * Returns the text.
     *
     * @param log the name of the log
     */
    public static String of(String log, Verification verified) {
        var text = new StringBuilder();
        if (verified.processes().isEmpty()) {
            line(text, log + ": no entry of the audit trail");
        }
        verified.processes().forEach(process -> line(text, log + ": " + of(process)));
        verified.findings().forEach(finding -> line(text, log + ": " + of(finding)));
        if (verified.unchained() > 0) {
            line(text, log + ": " + verified.unchained() + " entries have no chain and cannot be verified");
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }

    private static String of(ProcessLog process) {
        String begin = process.hasStart()
                ? ", from its start"
                : "; entries 1 to %d are not there: the log was rotated, or its beginning was removed, which nobody can tell"
                        .formatted(process.first() - 1);
        String end = process.isClosed()
                ? ", to its end"
                : "; it has no last entry: the process runs or was killed, or the end was removed";
        return "%s: entries %d to %d%s%s".formatted(process.process(), process.first(), process.last(), begin, end);
    }

    private static String of(Finding finding) {
        return switch (finding) {
            case Finding.Edited(int line, String process, long sequence) ->
                "line %d was edited: entry %d of %s does not have its hash".formatted(line, sequence, process);
            case Finding.Replaced(int line, String process, long sequence) ->
                "line %d was replaced: entry %d of %s is not the one that the next entry follows"
                        .formatted(line, sequence, process);
            case Finding.Missing(String process, long from, long to) ->
                from == to
                        ? "entry %d of %s is missing".formatted(from, process)
                        : "entries %d to %d of %s are missing".formatted(from, to, process);
            case Finding.Reordered(int line, String process, long sequence) ->
                "line %d was moved: entry %d of %s is behind a later one".formatted(line, sequence, process);
            case Finding.Repeated(int line, String process, long sequence) ->
                "line %d was repeated: entry %d of %s was there before".formatted(line, sequence, process);
            case Finding.Unreadable(int line) -> "line %d was cut or edited: it cannot be read".formatted(line);
        };
    }
}
