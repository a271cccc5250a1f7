package dev.beamcluster.mesh.erlang;

import com.ericsson.otp.erlang.OtpErlangObject;

/** The socket of one end of a link, as that end's VM knows it. */
public final class LinkSocket {

    private final OtpErlangObject port;

    LinkSocket(OtpErlangObject port) {
        this.port = port;
    }

    OtpErlangObject port() {
        return port;
    }
}
