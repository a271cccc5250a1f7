package dev.beamcluster.mesh;

import java.time.Duration;

/**
 * The function to call on a node before its pod terminates.
 *
 * @param module the Erlang module name; an Elixir module's name starts with {@code Elixir.}
 * @param function the function's name; it takes one argument
 * @param timeout how long the function may take
 * @param doneFile the file to create on the node when the drain is over, whatever its result: the pod's preStop hook
 *     waits for it
 */
public record DrainCall(String module, String function, Duration timeout, String doneFile) {

    @Override
    public String toString() {
        return module + ":" + function + "/1";
    }
}
