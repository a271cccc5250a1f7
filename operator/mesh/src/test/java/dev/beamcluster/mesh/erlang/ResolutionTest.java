package dev.beamcluster.mesh.erlang;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

import com.ericsson.otp.erlang.OtpErlangObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.beamcluster.mesh.Cause;
import dev.beamcluster.mesh.Fault;

import static org.assertj.core.api.Assertions.assertThat;

class ResolutionTest {

    private static final Fault TIMEOUT = new Fault(Cause.CONNECT_TIMEOUT);
    private static final Fault REFUSED = new Fault(Cause.REFUSED);
    private static final Fault NO_ANSWER = new Fault(Cause.DNS_FAILURE, "the DNS of the node does not answer in time");

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(address(10, 0, 0, 7), TIMEOUT, "10.0.0.7", TIMEOUT),
                Arguments.of(address(10, 0, 0, 7), REFUSED, "10.0.0.7", REFUSED),
                Arguments.of(
                        address(10, 0, 0, 6),
                        TIMEOUT,
                        "10.0.0.7",
                        new Fault(Cause.DNS_FAILURE, "it resolves to 10.0.0.6, which is not the peer's address")),
                Arguments.of(address(0xfd00, 0xbeac, 0, 0, 0, 0, 0, 7), TIMEOUT, "fd00:beac::7", TIMEOUT),
                // A pod may have an address of each family.
                Arguments.of(address(0xfd00, 0, 0, 0, 0, 0, 0, 7), TIMEOUT, "10.0.0.7", TIMEOUT),
                Arguments.of(error("nxdomain"), TIMEOUT, "10.0.0.7", new Fault(Cause.DNS_FAILURE)),
                Arguments.of(error("timeout"), TIMEOUT, "10.0.0.7", NO_ANSWER),
                Arguments.of(error("try_again"), TIMEOUT, "10.0.0.7", NO_ANSWER),
                // A path that is refused was resolved.
                Arguments.of(error("timeout"), REFUSED, "10.0.0.7", REFUSED),
                Arguments.of(error("emfile"), TIMEOUT, "10.0.0.7", TIMEOUT),
                Arguments.of(address(1, 2), TIMEOUT, "10.0.0.7", TIMEOUT),
                Arguments.of(address(10, 0, 0, 256), TIMEOUT, "10.0.0.7", TIMEOUT));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void itExplainsAClosedPath(OtpErlangObject answer, Fault path, String peer, Fault expected) {
        assertThat(LinkAnswers.resolution(answer).explain(path, Optional.of(peer)))
                .isEqualTo(expected);
    }

    private static OtpErlangObject address(long... numbers) {
        return Terms.tuple(
                Terms.atom("ok"),
                Terms.tuple(Arrays.stream(numbers).mapToObj(Terms::number).toArray(OtpErlangObject[]::new)));
    }

    private static OtpErlangObject error(String reason) {
        return Terms.tuple(Terms.atom("error"), Terms.atom(reason));
    }
}
