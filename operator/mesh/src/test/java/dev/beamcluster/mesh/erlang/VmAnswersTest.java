package dev.beamcluster.mesh.erlang;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.ericsson.otp.erlang.OtpErlangObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.beamcluster.mesh.VmFigures;

import static org.assertj.core.api.Assertions.assertThat;

class VmAnswersTest {

    private static final OtpErlangObject MEMORY = Terms.list(
            entry("total", 60),
            entry("processes", 20),
            entry("processes_used", 19),
            entry("system", 40),
            entry("atom", 5),
            entry("atom_used", 4),
            entry("binary", 6),
            entry("code", 7),
            entry("ets", 8));

    private static final List<OtpErlangObject> INFO = List.of(
            Terms.number(100),
            Terms.number(262_144),
            Terms.number(7),
            Terms.number(65_536),
            Terms.number(12_000),
            Terms.number(1_048_576),
            Terms.number(30),
            Terms.number(8192),
            Terms.number(4),
            Terms.number(8));

    private static final List<OtpErlangObject> STATISTICS = List.of(
            Terms.number(3),
            pair(1L << 50, 1),
            pair(900, 0),
            Terms.tuple(Terms.number(80), Terms.number(7000), Terms.number(0)),
            Terms.tuple(entry("input", 111), entry("output", 222)),
            pair(1500, 10),
            pair(60_000, 10));

    @Test
    void theAnswersOfANodeBecomeItsFigures() {
        VmFigures figures = VmAnswers.figures(memory(MEMORY), INFO, STATISTICS).orElseThrow();

        assertThat(figures)
                .isEqualTo(new VmFigures(
                        new VmFigures.Memory(20, 19, 40, 5, 4, 6, 7, 8),
                        new VmFigures.Use(
                                new VmFigures.Amount(100, 262_144),
                                new VmFigures.Amount(7, 65_536),
                                new VmFigures.Amount(12_000, 1_048_576),
                                new VmFigures.Amount(30, 8192)),
                        new VmFigures.Work(3, 4, 1L << 50, 900, 80, 7000, 8, 1500, 60_000),
                        new VmFigures.Traffic(111, 222)));
    }

    @Test
    void memoryWithoutAKindIsNoAnswer() {
        assertThat(VmAnswers.figures(memory(Terms.list(entry("processes", 1))), INFO, STATISTICS))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void anInvalidStatisticIsNoAnswer(int item) {
        var statistics = new ArrayList<>(STATISTICS);
        statistics.set(item, Terms.atom("undefined"));

        assertThat(VmAnswers.figures(memory(MEMORY), INFO, statistics)).isEmpty();
    }

    @Test
    void aNegativeCountIsNoAnswer() {
        var info = new ArrayList<>(INFO);
        info.set(0, Terms.number(-1));

        assertThat(VmAnswers.figures(memory(MEMORY), info, STATISTICS)).isEmpty();
    }

    @Test
    void anErrorInsteadOfAListIsNoAnswer() {
        var error = Terms.tuple(Terms.atom("badrpc"), Terms.atom("nodedown"));

        assertThat(VmAnswers.elements(error, 7)).isEmpty();
        assertThat(VmAnswers.elements(Terms.list(error), 7)).isEmpty();
        assertThat(VmAnswers.numbersByName(error)).isEqualTo(Optional.empty());
    }

    private static Map<String, Long> memory(OtpErlangObject term) {
        return VmAnswers.numbersByName(term).orElseThrow();
    }

    private static OtpErlangObject entry(String name, long number) {
        return Terms.tuple(Terms.atom(name), Terms.number(number));
    }

    private static OtpErlangObject pair(long total, long sinceLastCall) {
        return Terms.tuple(Terms.number(total), Terms.number(sinceLastCall));
    }
}
