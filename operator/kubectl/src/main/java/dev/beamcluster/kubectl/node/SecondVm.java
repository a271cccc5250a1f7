package dev.beamcluster.kubectl.node;

import java.util.List;
import java.util.stream.Stream;

import dev.beamcluster.api.v1alpha1.BeamClusterSpec.Release;

/**
 * The command lines of a second VM in the container of a node, for each kind of release; docs/distribution.md says why they
 * look as they do. They run in the shell of the container, and pass what the person wrote as an argument, never as a part of
 * the script.
 */
public final class SecondVm {

    /** Finds the VM, in whose environment its start script has put where the release is. */
    private static final String VM = """
            vm=
            for p in /proc/[0-9]*; do
              case "$(cat "$p/comm" 2>/dev/null)" in beam.smp|beam) vm=$p; break;; esac
            done
            [ -n "$vm" ] || { echo "no Erlang VM runs in this container" >&2; exit 2; }
            of_vm() { { tr '\\0' '\\n' < "$vm/environ"; } 2>/dev/null | sed -n "s/^$1=//p" | head -n 1; }
            """;

    private static final String MIX = VM + """
                    root=$(of_vm RELEASE_ROOT); name=$(of_vm RELEASE_NAME)
                    [ -f "$root/bin/$name" ] && [ -x "$root/bin/$name" ] ||
                      { echo "no release in ${root:-the container}" >&2; exit 2; }
                    exec "$root/bin/$name" \
                    """;

    /** The start script is the file in {@code bin} that knows {@code remote_console}. */
    private static final String RELX = VM + """
                    script=
                    for root in "$(of_vm RELEASE_ROOT_DIR)" "$(of_vm ROOTDIR)" "$(readlink "$vm/cwd")"; do
                      [ -d "$root/bin" ] || continue
                      for f in "$root"/bin/*; do
                        if [ -x "$f" ] && grep -q remote_console "$f" 2>/dev/null; then script=$f; break 2; fi
                      done
                    done
                    [ -n "$script" ] || { echo "no start script of relx found" >&2; exit 2; }
                    exec "$script" \
                    """;

    /** With this name a VM is hidden and does not listen (Erlang/OTP, erl(1)). */
    private static final String NAME = "-name undefined@127.0.0.1";

    private static final String COOKIE = " -setcookie \"$(cat $BEAM_COOKIE_FILE)\"";

    /**
     * Evaluates the expression on the node, prints its value, and exits with 0, or with 1 if there is none. The expression is in
     * a variable: what follows {@code -extra} would include the flags of {@code ERL_ZFLAGS} (Erlang/OTP, erl(1)).
     */
    private static final String CALL = """
             -env ERL_CRASH_DUMP /dev/null -noinput -eval '
              Fail = fun(E) -> io:format(standard_error, "~p~n", [E]), halt(1) end,
              N = list_to_atom(os:getenv("BEAM_NODE")),
              Text = os:getenv("KUBECTL_BEAM_EXPRESSION"),
              case net_kernel:connect_node(N) of true -> ok; _ -> Fail({no_connection_to, N}) end,
              try
                {ok, Tokens, _} = erl_scan:string(Text ++ " "),
                {ok, Parsed} = erl_parse:parse_exprs(Tokens),
                {value, Value, _} = rpc:call(N, erl_eval, exprs, [Parsed, []]),
                io:format("~p~n", [Value]),
                halt(0)
              catch _:E -> Fail(E)
              end.'
            """;

    private static final String ERL_WITH_EXPRESSION = "KUBECTL_BEAM_EXPRESSION=$1 exec erl ";

    private SecondVm() {}

    /** Returns the command that opens a console on the node. */
    public static List<String> console(Release release) {
        return shell(
                switch (release) {
                    case Mix -> MIX + "remote";
                    case Relx -> RELX + "remote_console";
                    case Erl -> "exec erl " + NAME + " -remsh \"$BEAM_NODE\"";
                    case Custom -> "exec erl " + NAME + COOKIE + " -remsh \"$BEAM_NODE\"";
                });
    }

    /**
     * Returns the command that evaluates an expression on the node.
     *
     * @param expression Elixir for a Mix release, Erlang for all others
     */
    public static List<String> call(Release release, String expression) {
        return switch (release) {
            case Mix -> shell(MIX + "rpc \"$1\"", expression);
            case Relx -> shell(RELX + "eval \"$1\"", ended(expression));
            case Erl -> shell(ERL_WITH_EXPRESSION + NAME + CALL, ended(expression));
            case Custom -> shell(ERL_WITH_EXPRESSION + NAME + COOKIE + CALL, ended(expression));
        };
    }

    /** Erlang's expressions end with a full stop, which is easily forgotten. */
    private static String ended(String expression) {
        return expression.stripTrailing().endsWith(".") ? expression : expression + ".";
    }

    private static List<String> shell(String script, String... arguments) {
        return Stream.concat(Stream.of("sh", "-c", script, "kubectl-beam"), Stream.of(arguments))
                .toList();
    }
}
