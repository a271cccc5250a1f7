package dev.beamcluster.testkit.simulated;

import java.io.IOException;

import com.ericsson.otp.erlang.OtpServerTransport;
import com.ericsson.otp.erlang.OtpSocketTransportFactory;
import com.ericsson.otp.erlang.OtpTransport;

/** Keeps JInterface from listening: {@link SimulatedNode} does. */
final class NoTransports extends OtpSocketTransportFactory {

    @Override
    public OtpServerTransport createServerTransport(int port) {
        return new None(port);
    }

    private record None(int port) implements OtpServerTransport {

        @Override
        public int getLocalPort() {
            return port;
        }

        @Override
        public OtpTransport accept() throws IOException {
            throw new IOException("does not listen");
        }

        @Override
        public void close() {}
    }
}
