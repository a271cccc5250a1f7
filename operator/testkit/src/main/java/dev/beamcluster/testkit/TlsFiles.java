package dev.beamcluster.testkit;

/** The files that a VM needs for TLS. */
final class TlsFiles {

    private static final String DIRECTORY = "/run/tls";

    private TlsFiles() {}

    /** Copies a certificate and its key, and the authority that signs its peers' certificates. */
    static void install(LabMachine machine, TestAuthority.Issued issued, TestAuthority authority) {
        put(machine, "tls.crt", issued.certificate());
        put(machine, "tls.key", issued.pkcs8());
        put(machine, "ca.crt", authority.certificate());
    }

    /** The flags with which the VM uses the files. */
    static String flags(LabMachine machine, String clientOptions) {
        String files =
                "{certfile, \"%1$s/tls.crt\"}, {keyfile, \"%1$s/tls.key\"}, {cacertfile, \"%1$s/ca.crt\"}, {verify, verify_peer}"
                        .formatted(DIRECTORY);
        put(
                machine,
                "ssl_dist.conf",
                "[{server, [%s, {fail_if_no_peer_cert, true}]}, {client, [%s%s]}].\n"
                        .formatted(files, files, clientOptions));
        return "-proto_dist inet_tls -ssl_dist_optfile " + DIRECTORY + "/ssl_dist.conf";
    }

    private static void put(LabMachine machine, String file, String content) {
        machine.put(DIRECTORY + "/" + file, content);
    }
}
