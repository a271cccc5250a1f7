package dev.beamcluster.mesh.erlang;

import com.ericsson.otp.erlang.OtpErlangObject;

/** The socket of a link at one of its ends, as that end's VM knows it. */
public final class LinkSocket {

    private final OtpErlangObject port;

    LinkSocket(OtpErlangObject port) {
        this.port = port;
    }

    OtpErlangObject port() {
        return port;
    }
}
