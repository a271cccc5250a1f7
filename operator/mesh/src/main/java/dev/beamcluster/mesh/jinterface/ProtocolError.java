package dev.beamcluster.mesh.jinterface;

/** An answer that is none to what was asked. */
final class ProtocolError extends Exception {

    ProtocolError(String question) {
        super("to " + question);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
