package dev.beamcluster.mesh;

import java.time.Duration;

/**
 * What is to be called on a node before it goes.
 *
 * @param module as Erlang knows it; an Elixir module's name starts with {@code Elixir.}
 * @param function of one argument
 * @param timeout how long it may take
 * @param doneFile is made on the node when it is over, however it went: the pod's preStop hook waits for it
 */
public record DrainCall(String module, String function, Duration timeout, String doneFile) {

    @Override
    public String toString() {
        return module + ":" + function + "/1";
    }
}
