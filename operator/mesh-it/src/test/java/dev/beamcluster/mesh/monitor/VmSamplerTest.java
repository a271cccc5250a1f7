package dev.beamcluster.mesh.monitor;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import com.ericsson.otp.erlang.OtpErlangAtom;
import com.ericsson.otp.erlang.OtpErlangExternalFun;
import com.ericsson.otp.erlang.OtpErlangList;
import com.ericsson.otp.erlang.OtpErlangObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeView;
import dev.beamcluster.mesh.VmFigures;
import dev.beamcluster.testkit.JavaNodes;
import dev.beamcluster.testkit.MonitoredMesh;
import dev.beamcluster.testkit.ReceivedCall;
import dev.beamcluster.testkit.Terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The figures of VMs, from nodes in Java. */
class VmSamplerTest {

    private static final Duration SEEN = Duration.ofSeconds(30);

    /** On a busy machine, an answer may take longer than one would think. */
    private static final Duration PATIENT = Duration.ofSeconds(20);

    private static final Duration IMPATIENT = Duration.ofSeconds(1);
    private static final String POD = "n0";

    private final AtomicInteger samples = new AtomicInteger();
    private final JavaNodes nodes = new JavaNodes(1, (_, call) -> answer(call));
    private volatile boolean silent;

    @AfterEach
    void endNodes() {
        nodes.close();
    }

    @Test
    void aNodeAnswersWithThreeCallsForEachSample() {
        try (var monitored = new MonitoredMesh(target(PATIENT))) {
            // When
            monitored.sampleVms(Duration.ofHours(1));

            // Then
            VmFigures figures = figuresOf(monitored);
            assertThat(figures.memory().processes()).isEqualTo(1000);
            assertThat(figures.use().atoms()).isEqualTo(new VmFigures.Amount(10_000, 1_000_000));
            assertThat(figures.work().reductions()).isEqualTo(4000);
            assertThat(figures.traffic()).isEqualTo(new VmFigures.Traffic(5000, 6000));

            // And no second one before the interval is over
            monitored.awaitRounds(20, SEEN);
            assertThat(nodes.node(0).calls().stream().filter(VmSamplerTest::isOfVm))
                    .containsExactlyInAnyOrder("erlang:memory", "lists:map", "lists:map");
        }
    }

    @Test
    void nothingIsAskedUnlessAnIntervalIsSet() {
        try (var monitored = new MonitoredMesh(target(IMPATIENT))) {
            monitored.awaitRounds(20, SEEN);
            assertThat(nodes.node(0).calls()).noneMatch(VmSamplerTest::isOfVm);

            monitored.sampleVms(Duration.ofMillis(1));
            var _ = figuresOf(monitored);
            monitored.sampleVms(Duration.ZERO);

            await().atMost(SEEN).untilAsserted(() -> assertThat(monitored.vms()).isEmpty());
        }
    }

    @Test
    void figuresOfANodeThatNoLongerAnswersExpireAndTheRoundsGoOn() {
        try (var monitored = new MonitoredMesh(target(IMPATIENT))) {
            // Given
            monitored.sampleVms(Duration.ofMillis(1));
            var _ = figuresOf(monitored);

            // When
            silent = true;

            // Then
            await().atMost(SEEN).untilAsserted(() -> assertThat(monitored.vms()).isEmpty());
            assertThat(monitored.now().nodes().values()).allMatch(NodeView.Reached.class::isInstance);

            // When
            silent = false;

            // Then
            var _ = figuresOf(monitored);
        }
    }

    @Test
    void aPodThatReplacesAnotherIsAskedAtOnce() {
        try (var monitored = new MonitoredMesh(target(PATIENT))) {
            // Given
            monitored.sampleVms(Duration.ofHours(1));
            var _ = figuresOf(monitored);
            int before = samples.get();

            // When
            nodes.replace(0);
            monitored.watch(target(PATIENT));

            // Then
            await().atMost(SEEN).until(() -> samples.get() > before);
            var _ = figuresOf(monitored);
        }
    }

    private static VmFigures figuresOf(MonitoredMesh monitored) {
        return await().atMost(SEEN).until(() -> monitored.vms().get(POD), figures -> figures != null);
    }

    private MeshTarget target(Duration timeout) {
        return nodes.target(MeshTarget.Formation.APPLICATION, MeshTarget.Healing.NONE, Duration.ofMillis(20), timeout);
    }

    private static boolean isOfVm(String call) {
        return call.equals("erlang:memory") || call.equals("lists:map");
    }

    private void answer(ReceivedCall call) throws IOException {
        switch (call.function()) {
            case "erlang:nodes" -> call.answer(Terms.list(List.of()));
            case "erlang:memory" -> {
                if (!silent) {
                    samples.incrementAndGet();
                    call.answer(memory());
                }
            }
            case "lists:map" -> {
                if (!silent) {
                    call.answer(mapped(call.arguments()));
                }
            }
            default -> call.answerAboutItself();
        }
    }

    private static OtpErlangObject memory() {
        return Terms.list(
                List.of("processes", "processes_used", "system", "atom", "atom_used", "binary", "code", "ets", "total")
                        .stream()
                        .map(kind -> Terms.tuple(Terms.atom(kind), Terms.number(1000)))
                        .toArray(OtpErlangObject[]::new));
    }

    /** Answers {@code lists:map} of a function of {@code erlang}. */
    private static OtpErlangObject mapped(OtpErlangList arguments) {
        boolean isOfInfo = arguments.elementAt(0).equals(new OtpErlangExternalFun("erlang", "system_info", 1));
        var items = (OtpErlangList) arguments.elementAt(1);
        var values = new ArrayList<OtpErlangObject>();
        IntStream.range(0, items.arity()).forEach(index -> {
            String item = ((OtpErlangAtom) items.elementAt(index)).atomValue();
            values.add(isOfInfo ? info(item) : statistic(item));
        });
        return Terms.list(values.toArray(OtpErlangObject[]::new));
    }

    private static OtpErlangObject info(String item) {
        return Terms.number(item.endsWith("_limit") ? 1_000_000 : item.endsWith("_count") ? 10_000 : 8);
    }

    private static OtpErlangObject statistic(String item) {
        return switch (item) {
            case "run_queue" -> Terms.number(2);
            case "io" ->
                Terms.tuple(
                        Terms.tuple(Terms.atom("input"), Terms.number(5000)),
                        Terms.tuple(Terms.atom("output"), Terms.number(6000)));
            default -> Terms.tuple(Terms.number(4000), Terms.number(0), Terms.number(0));
        };
    }
}
