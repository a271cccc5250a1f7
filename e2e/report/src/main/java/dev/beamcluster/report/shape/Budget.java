package dev.beamcluster.report.shape;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import dev.beamcluster.report.model.Attachment;
import dev.beamcluster.report.model.Console;
import dev.beamcluster.report.model.Run;

/** Keeps a report small: cuts consoles and attached texts in the middle, the longest first. */
public final class Budget {

    private Budget() {}

    /**
     * A copy in which what was printed and attached has at most this many characters together; a note says so if anything was cut.
     *
     * @param most characters in all
     */
    public static Run cut(Run run, long most) {
        var lengths = lengths(run);
        if (lengths.stream().mapToLong(Integer::longValue).sum() <= most) {
            return run;
        }
        var limit = limit(lengths, most);
        var cut = lengths.stream().filter(length -> length > limit).count();
        return run.mapConsoles(console -> console.cutTo(limit))
                .withNote("%,d of %,d outputs are cut in the middle to %,d characters, so that the report stays small"
                        .formatted(cut, lengths.size(), limit));
    }

    /** The length to which the longest are cut, such that all together fit. */
    private static int limit(List<Integer> lengths, long most) {
        var left = most;
        var rest = lengths.size();
        for (int length : lengths.stream().sorted(Comparator.naturalOrder()).toList()) {
            if ((long) length * rest > left) {
                break;
            }
            left -= length;
            rest--;
        }
        return (int) (left / Math.max(1, rest));
    }

    private static List<Integer> lengths(Run run) {
        return Stream.concat(
                        run.suites().stream().flatMap(suite -> suite.consoles().stream()),
                        run.tests()
                                .flatMap(test -> Stream.concat(
                                        test.consoles().stream(),
                                        test.attachments().stream()
                                                .filter(file -> !file.isPicture())
                                                .map(Attachment::asConsole))))
                .map(Console::text)
                .map(String::length)
                .toList();
    }
}
