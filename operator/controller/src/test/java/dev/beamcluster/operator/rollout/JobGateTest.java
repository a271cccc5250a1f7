package dev.beamcluster.operator.rollout;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.operator.observed.BeforeFacts;
import dev.beamcluster.operator.observed.BeforeJob;
import dev.beamcluster.operator.observed.BeforeJob.State;
import dev.beamcluster.operator.observed.JobFailure;
import dev.beamcluster.operator.observed.WorkloadFacts;
import dev.beamcluster.operator.rollout.JobStep.Action;
import dev.beamcluster.operator.rollout.JobStep.Hold;
import dev.beamcluster.operator.rollout.JobStep.Keep;
import dev.beamcluster.operator.rollout.JobStep.Proceed;
import dev.beamcluster.operator.rollout.Progress.JobPhase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** The nodes have the template {@code old}; the spec asks for {@code new}, whose Job runs {@code b}. */
class JobGateTest {

    private static final JobFailure FAILURE =
            new JobFailure(new JobFailure.Cause.TimedOut(600), Optional.empty(), Optional.empty());
    private static final State RUNNING = new State.Running(Optional.empty());
    private static final State SUCCEEDED = new State.Succeeded(Instant.EPOCH);
    private static final State FAILED = new State.Failed(FAILURE);
    private static final State LEAVING = new State.Leaving();

    private static final Proceed GO = new Proceed(false);
    private static final Proceed GO_AND_TIDY = new Proceed(true);

    static Stream<Arguments> steps() {
        return Stream.of(
                argumentSet("nothing has run yet", facts(null), hold(Action.START, JobPhase.STARTING)),
                argumentSet("something else succeeded", facts("a"), hold(Action.START, JobPhase.STARTING)),
                argumentSet("the same succeeded, its Job is deleted", facts("b"), GO),
                argumentSet("it runs", facts("a", job("b", RUNNING)), hold(Action.WAIT, JobPhase.RUNNING)),
                argumentSet("it succeeded", facts("a", job("b", SUCCEEDED)), GO),
                argumentSet(
                        "it failed",
                        facts("a", job("b", FAILED)),
                        new Hold(Action.WAIT, new Progress.JobFailed("chat-before", FAILURE))),
                argumentSet(
                        "it failed with another timeout",
                        facts("a", new BeforeJob("chat-before", "b", "b-1", FAILED)),
                        hold(Action.DELETE, JobPhase.ENDING)),
                argumentSet(
                        "it runs with another timeout",
                        facts("a", new BeforeJob("chat-before", "b", "b-1", RUNNING)),
                        hold(Action.WAIT, JobPhase.RUNNING)),
                argumentSet(
                        "that of a former spec runs",
                        facts("a", job("x", RUNNING)),
                        hold(Action.DELETE, JobPhase.ENDING)),
                argumentSet(
                        "that of a former spec failed",
                        facts("a", job("x", FAILED)),
                        hold(Action.DELETE, JobPhase.ENDING)),
                argumentSet("it is being deleted", facts("a", job("b", LEAVING)), hold(Action.WAIT, JobPhase.ENDING)),
                argumentSet(
                        "that of a former spec is being deleted",
                        facts("a", job("x", LEAVING)),
                        hold(Action.WAIT, JobPhase.ENDING)),
                argumentSet(
                        "that of a former spec succeeded, and is remembered",
                        facts("x", job("x", SUCCEEDED)),
                        hold(Action.DELETE, JobPhase.ENDING)),
                argumentSet(
                        "that of a former spec succeeded, and is not remembered yet",
                        facts("a", job("x", SUCCEEDED)),
                        hold(Action.WAIT, JobPhase.ENDING)),
                argumentSet("back to what succeeded while another runs", facts("b", job("x", RUNNING)), GO_AND_TIDY),
                argumentSet("back to what succeeded after another failed", facts("b", job("x", FAILED)), GO_AND_TIDY),
                argumentSet(
                        "back to what succeeded before another did",
                        facts("b", job("x", SUCCEEDED)),
                        hold(Action.WAIT, JobPhase.ENDING)));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void aNewTemplateWaitsForItsJob(BeforeFacts facts, JobStep step) {
        assertThat(gate("new", 3).next(workload("old"), facts)).isEqualTo(step);
        assertThat(gate("new", 3).next(Optional.empty(), facts)).isEqualTo(step);
    }

    static Stream<BeforeFacts> histories() {
        return Stream.of(facts(null), facts("a"), facts("b"), facts("a", job("b", SUCCEEDED)));
    }

    @ParameterizedTest
    @MethodSource("histories")
    void nothingRunsForATemplateThatNodesHave(BeforeFacts facts) {
        assertThat(gate("old", 3).next(workload("old"), facts)).isEqualTo(GO);
    }

    @Test
    void nothingRunsForATemplateThatNodesHadBeforeTheirStatefulSetWentAway() {
        // Given a command that changed alone
        var facts = new BeforeFacts(true, Optional.of("a"), Optional.of("old"), Optional.empty());

        // Then
        assertThat(gate("old", 3).next(Optional.empty(), facts)).isEqualTo(GO);
        assertThat(gate("new", 3).next(Optional.empty(), facts)).isEqualTo(hold(Action.START, JobPhase.STARTING));
    }

    @Test
    void aJobThatNoNodeWaitsForIsDeleted() {
        assertThat(gate("old", 3).next(workload("old"), facts("a", job("b", RUNNING))))
                .isEqualTo(GO_AND_TIDY);
        assertThat(new JobGate("new", Optional.empty(), 3).next(workload("old"), facts("a", job("b", FAILED))))
                .isEqualTo(GO_AND_TIDY);
        assertThat(new JobGate("new", Optional.empty(), 3).next(workload("old"), BeforeFacts.NONE))
                .isEqualTo(GO);
    }

    @Test
    void noJobStartsForNoNodes() {
        assertThat(gate("new", 0).next(workload("old"), facts("a"))).isEqualTo(new Keep());
        assertThat(gate("new", 0).next(Optional.empty(), facts(null))).isEqualTo(new Keep());
        assertThat(gate("new", 0).next(workload("old"), facts("b"))).isEqualTo(GO);
    }

    private static JobGate gate(String template, int replicas) {
        return new JobGate(template, Optional.of(new JobGate.Wanted("chat-before", "b", "b-600")), replicas);
    }

    private static Optional<WorkloadFacts> workload(String template) {
        return Optional.of(new WorkloadFacts(
                true,
                3,
                3,
                3,
                Optional.empty(),
                new WorkloadFacts.Target(3, 3, 3, template),
                new WorkloadFacts.Revisions("1", "1")));
    }

    private static BeforeFacts facts(@Nullable String remembered, BeforeJob... job) {
        return new BeforeFacts(
                true,
                Optional.ofNullable(remembered),
                Optional.empty(),
                Stream.of(job).findFirst());
    }

    private static BeforeJob job(String inputs, State state) {
        return new BeforeJob("chat-before", inputs, inputs + "-600", state);
    }

    private static Hold hold(Action action, JobPhase phase) {
        return new Hold(action, new Progress.WaitsForJob("chat-before", phase, Optional.empty()));
    }
}
