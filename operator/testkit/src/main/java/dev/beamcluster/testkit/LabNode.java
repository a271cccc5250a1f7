package dev.beamcluster.testkit;

import java.time.Duration;
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

/** A machine with an address, a name and a packet filter of its own, and at most one Erlang VM on it. */
public final class LabNode implements AutoCloseable {

    /** Longer than a VM ever took on a machine that many share. */
    private static final Duration STARTED = Duration.ofMinutes(1);

    public static final Cookie COOKIE = new Cookie("lab");

    /** By OTP release, as {@code e2e/images/build} names them; {@code local} is what the other images are made of. */
    private static final String IMAGE = "beamcluster/e2e-otp:";

    private final NodeName name;
    private final LabMachine machine;

    private LabNode(NodeName name, LabMachine machine) {
        this.name = name;
        this.machine = machine;
    }

    /** A machine without a VM. */
    // Closed with the node.
    @SuppressWarnings("resource")
    public static LabNode on(Network network, int ordinal) {
        return on(network, ordinal, "local");
    }

    /** A machine without a VM, with that OTP release on it. */
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

    /** The same machine, its VM called by the machine's address. */
    public LabNode byAddress() {
        return new LabNode(new NodeName(name.name(), address()), machine);
    }

    /** The same, by its address in the network's other family. */
    public LabNode byIpv6Address() {
        return new LabNode(new NodeName(name.name(), machine.ipv6Address()), machine);
    }

    /** What the operator knows of it. */
    public Member member() {
        return new Member(name, name.host(), Optional.of(name.host().contains(":") ? name.host() : address()));
    }

    public String address() {
        return machine.address();
    }

    /** Starts the VM as it should be. */
    public void start() {
        start(name.toString(), COOKIE.value(), "");
    }

    /**
     * Starts the VM, and waits until epmd knows it.
     *
     * @param more arguments of {@code erl}
     */
    public void start(String asName, String cookie, String more) {
        run("erl -detached -name %s -setcookie %s +S 1:1 +sbwt none".formatted(asName, cookie)
                + " -kernel inet_dist_listen_min 9100 inet_dist_listen_max 9109 " + more
                // epmd, which the VM starts, would keep the output open and this call waiting.
                + " > /dev/null 2>&1");
        if (!more.contains("-start_epmd false")) {
            await().atMost(STARTED).until(() -> sh("epmd -names").contains("name "));
        }
    }

    /** Puts a certificate and its key on the machine. */
    public void give(TestAuthority.Issued issued, TestAuthority authority) {
        TlsFiles.give(machine, issued, authority);
    }

    /** The flags with which the VM uses what it was given. */
    public String tlsFlags(String clientOptions) {
        return TlsFiles.flags(machine, clientOptions);
    }

    /** Ends the VM at once. */
    public void kill() {
        run("pkill -KILL beam.smp; while pgrep -r R,S,D,T beam.smp; do :; done; true");
    }

    /** Stops the VM where it is: its connections stay, and nothing answers. */
    public void freeze() {
        run("pkill -STOP beam.smp");
    }

    public void thaw() {
        run("pkill -CONT beam.smp");
    }

    public void killEpmd() {
        run("pkill -KILL epmd");
    }

    /** Stops epmd where it is: it takes connections, and does not answer. */
    public void freezeEpmd() {
        run("pkill -STOP epmd");
    }

    public void thawEpmd() {
        run("pkill -CONT epmd");
    }

    /** From now on the node takes connections of those only that are connected to it now, and visible. */
    public void allowPeersOnly() {
        assertThat(ask("erlang, apply, [fun() -> net_kernel:allow(nodes()) end, []]"))
                .isEqualTo("ok");
    }

    /** In epmd's place comes one that answers whatever it is asked without an end. */
    public void floodFromEpmd() {
        killEpmd();
        run("erl -noinput -detached -eval \"%s\" > /dev/null 2>&1".formatted(ErlangPrograms.FLOODING_EPMD));
        await().atMost(STARTED)
                .until(() -> !sh("grep ':1111 .* 0A ' /proc/net/tcp").isEmpty());
    }

    /** Drops what comes from the other and what goes to it. */
    public void cut(LabNode other) {
        drop(other);
        run("iptables --wait --append OUTPUT --destination %s --jump DROP".formatted(other.address()));
    }

    /** Drops what comes from the machine that the tests run on, and what goes to it. */
    public void cutOperator() {
        var gateway = machine.gateway();
        run(
                "iptables --wait --append INPUT --source %1$s --jump DROP; iptables --wait --append OUTPUT --destination %1$s --jump DROP"
                        .formatted(gateway));
    }

    /** Drops what comes to these ports from the machine that the tests run on. */
    public void cutOperatorFrom(String ports) {
        run("iptables --wait --append INPUT --source %s --protocol tcp --dport %s --jump DROP"
                .formatted(machine.gateway(), ports));
    }

    /** From now on the node answers every question of the operator's with the value of an Erlang expression. */
    public void answerEverythingWith(String expression) {
        tool(
                "rpc:call('%s', erlang, apply, [fun() -> unregister(rex), register(rex, spawn(fun F() -> receive {_, {Pid, Tag}, _} -> Pid ! {Tag, %s}, F(); _ -> F() end end)) end, []])"
                        .formatted(name, expression));
    }

    /** Drops what comes from the other; what goes to it goes on. */
    public void drop(LabNode other) {
        run("iptables --wait --append INPUT --source %s --jump DROP".formatted(other.address()));
    }

    /** Has a processor of this machine's do nothing else for the next twenty seconds. */
    public void keepBusy() {
        run("timeout 20 sh -c 'while :; do :; done' > /dev/null 2>&1 &");
    }

    /**
     * In a second the VM does nothing else for ten, save what has a high priority, as the distribution's handshake has. By several
     * processes, since one that collects its garbage leaves the scheduler to others.
     */
    public void keepSchedulersBusy() {
        assertThat(ask(ErlangPrograms.BUSY_SCHEDULERS)).isEqualTo("ok");
    }

    /** By peer the VM's end of its connection, which no other connection has of the same VM. */
    public Map<String, String> connections() {
        return ErlangPrograms.readConnections(ask(ErlangPrograms.CONNECTIONS));
    }

    /** Takes back every cut, and the resolver. */
    public void restore() {
        run("iptables --wait --flush; [ ! -e /tmp/resolv ] || cp /tmp/resolv /etc/resolv.conf");
    }

    /** From now on no name resolves, save its own. */
    public void takeDnsAway() {
        run("cp /etc/resolv.conf /tmp/resolv; : > /etc/resolv.conf");
    }

    /** Has this node let go of another, by a hidden node that comes and goes. */
    public void letGoOf(LabNode other) {
        tool("true = rpc:call('%s', erlang, disconnect_node, ['%s'])".formatted(name, other.name()));
    }

    private void tool(String expression) {
        run("erl -noinput -hidden -name tool@%s -setcookie %s -eval \"%s, halt().\""
                .formatted(name.host(), COOKIE.value(), expression));
    }

    /** What the node itself says it is connected to. */
    public String peers() {
        return ask("erlang, nodes, []");
    }

    /** What a function on the node returns, asked for by a hidden node that comes and goes. */
    public String ask(String function) {
        var ask = "io:format(\\\"~p\\\", [rpc:call('%s', %s)]), halt().".formatted(name, function);
        return sh("erl -noinput -hidden -name ask@%s -setcookie %s -eval \"%s\""
                .formatted(name.host(), COOKIE.value(), ask));
    }

    private void run(String line) {
        var _ = sh(line);
    }

    /** Runs a line as root, and tells what it printed. */
    public String sh(String line) {
        return machine.sh(30, line);
    }

    @Override
    public void close() {
        machine.close();
    }
}
