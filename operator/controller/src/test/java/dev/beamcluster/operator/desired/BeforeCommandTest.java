package dev.beamcluster.operator.desired;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Commands of {@code spec.rollout.before} that need a node are refused. */
class BeforeCommandTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Mix;[bin/chat, rpc, x];`rpc` calls a running node, and the command runs before there is one; use `eval`",
                "Relx;[bin/chat, eval, x];`eval` calls a running node",
                "Mix;[sh, -c, 'bin/chat eval x@$BEAM_HOST'];it uses the variable BEAM_HOST, which only a node has",
                "Mix;[echo, $(BEAM_NODE)];it uses the variable BEAM_NODE, which only a node has",
                "Mix;[echo, '${RELEASE_NODE}'];it uses the variable RELEASE_NODE, which only a node has",
                "Custom;[echo, $(SEEDS)];it uses the variable SEEDS, which only a node has"
            })
    void aCommandThatNeedsANodeIsRefused(String release, String command, String why) {
        assertThat(SpecOnTrial.problems("release: " + release
                        + ", env: [{name: SEED, value: \"a@$(BEAM_HOST)\"}, {name: SEEDS, value: \"$(SEED)\"}],"
                        + " rollout: {before: {command: " + command + "}}"))
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains("spec.rollout.before.command: ", why));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[bin/chat, eval, rpc]",
                "[sh, -c, 'echo $BEAM_NODES $HOME']",
                "[bin/migrate, remote_db]",
                "[/usr/bin/env, sh]"
            })
    void otherCommandsAreNot(String command) {
        assertThat(SpecOnTrial.problems("rollout: {before: {command: " + command + "}}"))
                .isEmpty();
    }
}
