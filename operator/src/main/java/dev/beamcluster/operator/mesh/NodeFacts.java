package dev.beamcluster.operator.mesh;

/**
 * What a node says of itself, read once a connection.
 *
 * @param otpRelease {@code erlang:system_info(otp_release)}, for example {@code 27}
 */
public record NodeFacts(String otpRelease) {}
