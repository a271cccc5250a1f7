package dev.beamcluster.mesh.erlang;

/**
 * Every function that the operator calls on a node, except the one in {@code spec.drain}. docs/architecture.md has
 * the same list; a test compares the two.
 */
public enum RemoteFunction {
    /** The nodes that it is connected to. */
    NODES("erlang", "nodes", 1),
    /** Properties of the VM, and the sockets of its links. */
    SYSTEM_INFO("erlang", "system_info", 1),
    /** How much memory the VM has allocated. */
    MEMORY("erlang", "memory", 0),
    /** What the VM does. */
    STATISTICS("erlang", "statistics", 1),
    /** Calls one of these for several items at once. */
    MAP("lists", "map", 2),
    /** The node's name, which a node asks its peers for. */
    NODE("erlang", "node", 0),
    /** Disconnects from a peer. */
    DISCONNECT_NODE("erlang", "disconnect_node", 1),
    /** The release and its version. */
    SCRIPT_ID("init", "script_id", 0),
    /** The VM's flags. */
    GET_ARGUMENT("init", "get_argument", 1),
    /** The running applications and their versions. */
    WHICH_APPLICATIONS("application", "which_applications", 1),
    /** Settings of the kernel application. */
    GET_ENV("application", "get_env", 2),
    /** How long a peer may be silent before the node considers it down. */
    GET_NET_TICKTIME("net_kernel", "get_net_ticktime", 0),
    /** Connects to a peer. */
    CONNECT_NODE("net_kernel", "connect_node", 1),
    /** Calls peers. */
    MULTICALL("erpc", "multicall", 5),
    /** Opens a TCP connection. */
    TCP_CONNECT("gen_tcp", "connect", 4),
    /** Resolves a host name. */
    GETADDR("inet", "getaddr", 2),
    /** Reads the counters and options of a link's socket. */
    GETOPTS("inet", "getopts", 2),
    /** Sets an option of a link's socket. */
    SETOPTS("inet", "setopts", 2),
    /** Creates the file that a pod's preStop hook waits for. */
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

    /** Returns the function as Erlang writes it, for example {@code erlang:nodes/1}. */
    @Override
    public String toString() {
        return module + ":" + function + "/" + arity;
    }
}
