package dev.beamcluster.testkit;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import dev.beamcluster.mesh.Cookie;
import dev.beamcluster.mesh.Member;
import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;
import dev.beamcluster.mesh.Protocol;

import static org.awaitility.Awaitility.await;

/** Many Erlang VMs in one container, at one address, that do not know each other. */
public final class Fleet implements AutoCloseable {

    private static final String IMAGE = "beamcluster/e2e-otp:local";
    private static final String HOST = "fleet.mesh.test";
    private static final Cookie COOKIE = new Cookie("fleet");

    /** The first distribution port; the VMs use consecutive ones. */
    private static final int FIRST_PORT = 20_000;

    /** Above this many VMs, each must save memory. */
    private static final int LARGE = 200;

    private final LabMachine machine;
    private final int size;

    private Fleet(LabMachine machine, int size) {
        this.machine = machine;
        this.size = size;
    }

    /** Starts VMs, and waits until epmd knows them all. */
    // The fleet closes it.
    @SuppressWarnings("resource")
    public static Fleet of(int size) {
        var machine = LabMachine.of(IMAGE).withCreateContainerCmdModifier(command -> command.withHostName(HOST));
        machine.start();
        var fleet = new Fleet(new LabMachine(machine), size);
        fleet.sh("epmd -daemon");
        fleet.sh("""
                i=0; while [ $i -lt %d ]; do
                erl -detached -name vm$i@%s -setcookie %s +S 1:1 +SDcpu 1:1 +SDio 1 +sbwt none +A 1 %s \
                -kernel inet_dist_listen_min %d inet_dist_listen_max %d > /dev/null 2>&1
                i=$((i+1)); done""".formatted(size, HOST, COOKIE.value(), frugal(size), FIRST_PORT, FIRST_PORT + size));
        await().atMost(Duration.ofMinutes(3)).until(() -> fleet.registered() == size);
        return fleet;
    }

    /**
     * Up to {@link #LARGE} VMs start as a release does, with all modules in memory. Three hundred VMs started like
     * that, or with Erlang's own allocators, do not fit into 24 GiB: larger fleets load modules on demand and use the
     * C library's allocator (erts, erts_alloc). They also run without {@code global}, whose traffic while three
     * hundred nodes connect never ends on two processors.
     */
    private static String frugal(int size) {
        return size > LARGE ? "+Mea min -connect_all false" : "-mode embedded";
    }

    /** Returns the target for an operator. */
    public MeshTarget target(MeshTarget.Formation formation, Duration interval, Duration timeout) {
        return new MeshTarget(
                COOKIE,
                Protocol.standard(),
                IntStream.range(0, size).mapToObj(this::member).toList(),
                List.of(),
                formation,
                MeshTarget.Healing.RECONNECT,
                interval,
                timeout);
    }

    /**
     * Evaluates an expression in a hidden node in the same container, with {@code Nodes} bound to all node names, and
     * returns the numbers that it prints, one per line.
     */
    public List<Long> numbers(String expression) {
        var printed = sh("""
                erl -noinput -hidden -name peer@%s -setcookie %s +sbwt none -eval \
                'Nodes = [list_to_atom("vm" ++ integer_to_list(N) ++ "@%s") || N <- lists:seq(0, %d)], %s, halt().'\
                """.formatted(HOST, COOKIE.value(), HOST, size - 1, expression));
        return Arrays.stream(printed.split("\n", -1))
                .filter(line -> !line.isBlank())
                .map(line -> Long.valueOf(line.strip()))
                .toList();
    }

    private Member member(int ordinal) {
        var node = new NodeName("vm" + ordinal, HOST);
        return new Member(node, HOST, Optional.of(machine.address()));
    }

    private long registered() {
        return sh("epmd -names")
                .lines()
                .filter(line -> line.startsWith("name vm"))
                .count();
    }

    /** The timeout is long: three hundred VMs take a while to start. */
    private String sh(String line) {
        return machine.sh(600, line);
    }

    @Override
    public void close() {
        machine.close();
    }
}
