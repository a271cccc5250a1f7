package dev.beamcluster.operator.desired.validation;

import java.util.stream.Stream;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterSpec.Release;
import dev.beamcluster.api.v1alpha1.NodeNaming;
import dev.beamcluster.operator.desired.validation.FlagSource.Place;

/**
 * Finds flags of {@code erl} with which the nodes cannot form a mesh. A value that refers to a variable is not judged, because
 * only the pod knows it; nor is a flag that this kind of release ignores.
 */
final class FlagProblems {

    private static final String REMOVE = "remove the flag";

    private final BeamCluster cluster;
    private final Reserved reserved;
    private final ListeningFlags listening;
    private final Release release;

    private FlagProblems(BeamCluster cluster, Reserved reserved) {
        this.cluster = cluster;
        this.reserved = reserved;
        this.listening = new ListeningFlags(cluster);
        this.release = cluster.getSpec().release();
    }

    static Stream<Problem> of(BeamCluster cluster, Reserved reserved) {
        var problems = new FlagProblems(cluster, reserved);
        return FlagSource.of(cluster)
                .flatMap(source -> Stream.concat(
                        source.flags().stream().flatMap(flag -> problems.flag(source, flag)), problems.lost(source)));
    }

    private Stream<Problem> flag(FlagSource source, ErlFlag flag) {
        String field = source.field();
        return switch (flag.name()) {
            case "-name" -> name(source, flag);
            case "-sname" ->
                NewRule.broken(
                        field,
                        "-sname gives the nodes short names, but the nodes of a BeamCluster have long names",
                        naming());
            case "-setcookie" -> cookie(field, flag);
            case "-proto_dist" -> protocol(field, flag);
            case "-ssl_dist_optfile" -> tlsOptions(field);
            case "-hidden" -> hidden(field, flag);
            case "-env" ->
                flag.values().size() < 2
                        ? Stream.of()
                        : VariableEffects.of(
                                cluster,
                                reserved,
                                new PlainVariable(
                                        field, flag.value(), flag.values().get(1)));
            default -> listening.of(field, flag);
        };
    }

    /** A fixed name is the same on every node. It counts only where {@code erl} takes it: of two names it takes the first. */
    private Stream<Problem> name(FlagSource source, ErlFlag flag) {
        boolean isTaken = switch (release) {
            case Mix, Relx -> source.place() == Place.BEFORE;
            case Erl -> true;
            case Custom -> source.place() != Place.AFTER;
        };
        return isTaken && !ErlFlag.isReference(flag.value())
                ? NewRule.broken(source.field(), "-name " + flag.value() + " gives every node the same name", naming())
                : Stream.of();
    }

    private String naming() {
        if (NodeNaming.addressOf(cluster.getSpec().node()) == NodeNaming.Address.PodDNS) {
            return "remove the flag, because with spec.node.address: PodDNS the image computes the name";
        }
        return release == Release.Custom
                ? "use -name $(BEAM_NODE)"
                : "remove the flag, because the operator passes the name; to change the part before the @, create a new"
                        + " BeamCluster with spec.node.name";
    }

    /** The message does not quote the cookie. With two values the flag sets the cookie for one peer only. */
    private Stream<Problem> cookie(String field, ErlFlag flag) {
        boolean isOfPeer = flag.values().size() == 2;
        if (isOfPeer) {
            return Stream.of();
        }
        String remedy = "remove the flag; to choose the cookie, create a new BeamCluster with spec.cookie.secretRef";
        return switch (release) {
            case Mix ->
                NewRule.broken(
                        field, "the start script sets -setcookie too, and erl ignores both if there are two", remedy);
            case Relx, Erl ->
                ErlFlag.isReference(flag.value())
                        ? Stream.of()
                        : NewRule.broken(field, "-setcookie replaces the cookie that the operator passes", remedy);
            case Custom -> Stream.of();
        };
    }

    private Stream<Problem> protocol(String field, ErlFlag flag) {
        String wanted = reserved.protocol();
        return flag.value().equals(wanted) || ErlFlag.isReference(flag.value())
                ? Stream.of()
                : NewRule.broken(
                        field,
                        "with -proto_dist " + flag.value() + " the nodes do not use " + wanted
                                + ", the protocol of spec.distribution",
                        "remove the flag, or create a new BeamCluster with another spec.distribution.ipFamily or tls");
    }

    private Stream<Problem> tlsOptions(String field) {
        boolean isTwice = cluster.getSpec().distribution().tls() != null && release != Release.Custom;
        return isTwice
                ? NewRule.broken(
                        field, "the operator sets -ssl_dist_optfile too, and erl does not start with two", REMOVE)
                : Stream.of();
    }

    /** Hides a node unless its value is another than true (Erlang/OTP, net_kernel.erl). */
    private static Stream<Problem> hidden(String field, ErlFlag flag) {
        return flag.values().isEmpty() || flag.value().equals("true")
                ? NewRule.broken(field, "with -hidden the nodes do not list each other in nodes()", REMOVE)
                : Stream.of();
    }

    /** The operator appends its flags to these variables. */
    private Stream<Problem> lost(FlagSource source) {
        boolean isAppended = reserved.flagVariables().stream()
                .anyMatch(name -> source.field().equals(Paths.item("spec.env", name)));
        if (!isAppended) {
            return Stream.of();
        }
        if (source.arguments().isOpen()) {
            return NewRule.broken(
                    source.field(),
                    "the value ends inside a quotation or with a backslash, so the operator's flags that follow would be lost",
                    "close the quotation, or remove the backslash");
        }
        return source.arguments().list().contains("-extra")
                ? NewRule.broken(
                        source.field(),
                        "after -extra, erl would not read the operator's flags that follow",
                        "pass these arguments on the command line")
                : Stream.of();
    }
}
