package dev.beamcluster.mesh.erlang;

/**
 * Every function that the operator calls on a node, apart from the one that {@code spec.drain} names. docs/architecture.md lists the
 * same, which a test holds.
 */
public enum RemoteFunction {
    /** Whom the node is connected to. */
    NODES("erlang", "nodes", 1),
    /** Facts about the VM, and the sockets of its links. */
    SYSTEM_INFO("erlang", "system_info", 1),
    /** Its name: what a node calls its peers for. */
    NODE("erlang", "node", 0),
    /** Lets go of a peer. */
    DISCONNECT_NODE("erlang", "disconnect_node", 1),
    /** The release and its version. */
    SCRIPT_ID("init", "script_id", 0),
    /** Flags of the VM. */
    GET_ARGUMENT("init", "get_argument", 1),
    /** What runs, with versions. */
    WHICH_APPLICATIONS("application", "which_applications", 1),
    /** Settings of the kernel. */
    GET_ENV("application", "get_env", 2),
    /** After how long without a sign of life a peer counts as gone. */
    GET_NET_TICKTIME("net_kernel", "get_net_ticktime", 0),
    /** Connects to a peer. */
    CONNECT_NODE("net_kernel", "connect_node", 1),
    /** Calls peers. */
    MULTICALL("erpc", "multicall", 5),
    /** Opens a connection of TCP. */
    TCP_CONNECT("gen_tcp", "connect", 4),
    /** Counters of a socket. */
    GETOPTS("inet", "getopts", 2),
    /** Makes the file that a pod's preStop hook waits for. */
    WRITE_FILE("file", "write_file", 2);

    private final String module;
    private final String function;
    private final int arity;

    RemoteFunction(String module, String function, int arity) {
        this.module = module;
        this.function = function;
        this.arity = arity;
    }

    String module() {
        return module;
    }

    String function() {
        return function;
    }

    int arity() {
        return arity;
    }

    /** As Erlang writes it, for example {@code erlang:nodes/1}. */
    @Override
    public String toString() {
        return module + ":" + function + "/" + arity;
    }
}
