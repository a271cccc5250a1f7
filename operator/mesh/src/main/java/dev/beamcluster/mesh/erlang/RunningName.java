package dev.beamcluster.mesh.erlang;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.ericsson.otp.erlang.OtpAuthException;
import com.ericsson.otp.erlang.OtpPeer;
import com.ericsson.otp.erlang.OtpSelf;

import dev.beamcluster.mesh.MeshTarget;
import dev.beamcluster.mesh.NodeName;

/**
 * The name under which a node runs. epmd knows only the part before the {@code @}; the node itself sends its full name
 * in the handshake, before it checks the cookie (Erlang/OTP, ERTS, Distribution Protocol).
 */
final class RunningName {

    /** JInterface's message about a node that sends another name than expected. */
    private static final Pattern WRONG_NAME = Pattern.compile("wrong name: *(\\S+)");

    private RunningName() {}

    /** Returns the name in JInterface's message about a failed handshake. */
    static Optional<String> in(IOException failure) {
        Matcher message = WRONG_NAME.matcher(Objects.requireNonNullElse(failure.getMessage(), ""));
        return message.find() ? Optional.of(message.group(1)) : Optional.empty();
    }

    /**
     * Asks for the full name of a node that epmd knows.
     *
     * @param guess its name, if its host is the expected one
     * @return the part before the {@code @} alone if the node does not answer
     */
    static String of(NodeName guess, OperatorNode operator, MeshTarget target, String address) {
        var transports =
                new PodTransportFactory(guess, address, target.protocol(), target.timeout(), operator.dialer());
        try {
            var self = new OtpSelf(operator.name().toString(), target.cookie().value(), transports);
            new RpcConnection(self, new OtpPeer(guess.toString(), transports), operator.incarnation(), () -> {})
                    .close();
            return guess.toString();
        } catch (OtpAuthException e) {
            return guess.toString();
        } catch (IOException e) {
            return in(root(e)).orElse(guess.name());
        } catch (RuntimeException e) {
            // JInterface fails in many ways on a handshake that it cannot read.
            return guess.name();
        }
    }

    private static IOException root(IOException e) {
        return e.getCause() instanceof IOException cause ? root(cause) : e;
    }
}
