package dev.beamcluster.testkit;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import com.github.dockerjava.api.model.Capability;
import org.testcontainers.containers.Network;

import dev.beamcluster.mesh.Cookie;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.NodeName;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A machine with its own address, name and packet filter, and at most one Erlang VM. */
public final class LabNode implements AutoCloseable {

    public static final Cookie COOKIE = new Cookie("lab");

    /**
     * The images by OTP release, named as in {@code e2e/images/build}; {@code local} is the base of the other images.
     */
    private static final String IMAGE = "beamcluster/e2e-otp:";

    private final NodeName name;
    private final LabMachine machine;

    private LabNode(NodeName name, LabMachine machine) {
        this.name = name;
        this.machine = machine;
    }

    /** Creates a machine without a VM. */
    // The node closes it.
    @SuppressWarnings("resource")
    public static LabNode on(Network network, int ordinal) {
        return on(network, ordinal, "local");
    }

    /** Creates a machine without a VM, with this OTP release. */
    @SuppressWarnings("resource")
    public static LabNode on(Network network, int ordinal, String otpRelease) {
        var host = "n" + ordinal + ".mesh.test";
        var machine = LabMachine.of(IMAGE + otpRelease)
                .withNetwork(network)
                .withNetworkAliases(host)
                .withCreateContainerCmdModifier(command ->
                        Objects.requireNonNull(command.getHostConfig()).withCapAdd(Capability.NET_ADMIN));
        machine.start();
        return new LabNode(new NodeName("lab", host), new LabMachine(machine));
    }

    public NodeName name() {
        return name;
    }

    /** The same machine, with the machine's IP address as its VM's host name. */
    public LabNode byAddress() {
        return new LabNode(new NodeName(name.name(), address()), machine);
    }

    /** The same, with its address in the network's other IP family. */
    public LabNode byIpv6Address() {
        return new LabNode(new NodeName(name.name(), machine.ipv6Address()), machine);
    }

    /** The node as the operator knows it. */
    public Member member() {
        return new Member(name, name.host(), Optional.of(name.host().contains(":") ? name.host() : address()));
    }

    public String address() {
        return machine.address();
    }

    /** Starts the VM with the expected name and cookie. */
    public void start() {
        start(name.toString(), COOKIE.value(), "");
    }

    /**
     * Starts the VM, and waits until epmd knows it.
     *
     * @param more additional arguments for {@code erl}
     */
    public void start(String asName, String cookie, String more) {
        LabVm.start(machine, asName, cookie, more);
    }

    /** Copies a certificate and its key to the machine. */
    public void install(TestAuthority.Issued issued, TestAuthority authority) {
        TlsFiles.install(machine, issued, authority);
    }

    /** The flags with which the VM uses the copied certificate. */
    public String tlsFlags(String clientOptions) {
        return TlsFiles.flags(machine, clientOptions);
    }

    /** Kills the VM with SIGKILL. */
    public void kill() {
        run("pkill -KILL beam.smp; while pgrep -r R,S,D,T beam.smp; do :; done; true");
    }

    /** Stops the VM with SIGSTOP: its connections stay open, and nothing answers. */
    public void freeze() {
        run("pkill -STOP beam.smp");
    }

    public void thaw() {
        run("pkill -CONT beam.smp");
    }

    public void killEpmd() {
        run("pkill -KILL epmd");
    }

    /** Stops epmd with SIGSTOP: it accepts connections, and does not answer. */
    public void freezeEpmd() {
        run("pkill -STOP epmd");
    }

    public void thawEpmd() {
        run("pkill -CONT epmd");
    }

    /** Makes the node accept connections only from its current visible peers. */
    public void allowPeersOnly() {
        assertThat(ask("erlang, apply, [fun() -> net_kernel:allow(nodes()) end, []]"))
                .isEqualTo("ok");
    }

    /** Replaces epmd by a server that sends an endless answer to any request. */
    public void floodFromEpmd() {
        killEpmd();
        run("erl -noinput -detached -eval \"%s\" > /dev/null 2>&1".formatted(ErlangPrograms.FLOODING_EPMD));
        await().atMost(LabVm.STARTED)
                .until(() -> !sh("grep ':1111 .* 0A ' /proc/net/tcp").isEmpty());
    }

    /** Drops packets from and to the other node on this machine, which sees that it cannot send. */
    public void cut(LabNode other) {
        drop(other);
        run("iptables --wait --append OUTPUT --destination %s --jump DROP".formatted(other.address()));
    }

    /** Drops packets from and to the machine that runs the tests. */
    public void cutOperator() {
        var gateway = machine.gateway();
        run(
                "iptables --wait --append INPUT --source %1$s --jump DROP; iptables --wait --append OUTPUT --destination %1$s --jump DROP"
                        .formatted(gateway));
    }

    /** Drops packets from the machine that runs the tests to these ports. */
    public void cutOperatorFrom(String ports) {
        run("iptables --wait --append INPUT --source %s --protocol tcp --dport %s --jump DROP"
                .formatted(machine.gateway(), ports));
    }

    /** Makes the node answer every call of the operator with the value of an Erlang expression. */
    public void answerEverythingWith(String expression) {
        tool(
                "rpc:call('%s', erlang, apply, [fun() -> unregister(rex), register(rex, spawn(fun F() -> receive {_, {Pid, Tag}, _} -> Pid ! {Tag, %s}, F(); _ -> F() end end)) end, []])"
                        .formatted(name, expression));
    }

    /** Drops packets from the other node; packets to it still pass. */
    public void drop(LabNode other) {
        run("iptables --wait --append INPUT --source %s --jump DROP".formatted(other.address()));
    }

    /** Keeps one of the machine's processors busy for the next twenty seconds. */
    public void keepBusy() {
        run("timeout 20 sh -c 'while :; do :; done' > /dev/null 2>&1 &");
    }

    /**
     * Keeps the VM busy for ten seconds, starting in a second; only processes with high priority run, such as those
     * of the distribution handshake. Uses several processes, since one that collects garbage leaves its scheduler to
     * others.
     */
    public void keepSchedulersBusy() {
        assertThat(ask(ErlangPrograms.BUSY_SCHEDULERS)).isEqualTo("ok");
    }

    /** The VM's end of the connection to each peer, unique among all connections of that VM. */
    public Map<String, String> connections() {
        return ErlangPrograms.readConnections(ask(ErlangPrograms.CONNECTIONS));
    }

    /** Removes every cut, and restores DNS. */
    public void restore() {
        run("iptables --wait --flush; [ ! -e /tmp/resolv ] || cp /tmp/resolv /etc/resolv.conf");
    }

    /** Stops the node from resolving any name but its own. */
    public void breakDns() {
        run("cp /etc/resolv.conf /tmp/resolv; : > /etc/resolv.conf");
    }

    /** Disconnects this node from another one, through a temporary hidden node. */
    public void disconnect(LabNode other) {
        tool("true = rpc:call('%s', erlang, disconnect_node, ['%s'])".formatted(name, other.name()));
    }

    private void tool(String expression) {
        run("erl -noinput -hidden -name tool@%s -setcookie %s -eval \"%s, halt().\""
                .formatted(name.host(), COOKIE.value(), expression));
    }

    /** The nodes that the node claims to be connected to. */
    public String peers() {
        return ask("erlang, nodes, []");
    }

    /** Returns the result of a function on the node, called from a temporary hidden node. */
    public String ask(String function) {
        var ask = "io:format(\\\"~p\\\", [rpc:call('%s', %s)]), halt().".formatted(name, function);
        return sh("erl -noinput -hidden -name ask@%s -setcookie %s -eval \"%s\""
                .formatted(name.host(), COOKIE.value(), ask));
    }

    private void run(String line) {
        var _ = sh(line);
    }

    /** Runs a shell line as root and returns its output. */
    public String sh(String line) {
        return machine.sh(30, line);
    }

    @Override
    public void close() {
        machine.close();
    }
}
