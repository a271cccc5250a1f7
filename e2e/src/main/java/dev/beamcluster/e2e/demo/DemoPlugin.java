package dev.beamcluster.e2e.demo;

import java.nio.file.Path;
import java.util.regex.Pattern;

import dev.beamcluster.e2e.harness.Command;
import dev.beamcluster.e2e.harness.Kubectl;
import dev.beamcluster.e2e.harness.KubectlBeam;
import dev.beamcluster.e2e.harness.Repository;

/**
 * The kubectl plugin as {@code make dist} builds it, on the path.
 *
 * @param folder to put on the path
 * @param kubeconfig of the cluster
 */
record DemoPlugin(Path folder, Path kubeconfig) {

    private static final Pattern VERSION = Pattern.compile("(?m)^appVersion: *\"?([^\"\\s]+)");

    /** Builds it. */
    static DemoPlugin of(Repository repository, Path kubeconfig) {
        var version = VERSION.matcher(repository.text("deploy/chart/Chart.yaml"));
        if (!version.find()) {
            throw new IllegalStateException("deploy/chart/Chart.yaml has no appVersion");
        }
        return new DemoPlugin(KubectlBeam.build(repository, "target/dist", version.group(1)), kubeconfig);
    }

    /** How a person runs it here: a kubectl in a container finds no plugin of this machine. */
    private static String program() {
        return Kubectl.isHere() ? "kubectl beam" : "kubectl-beam";
    }

    /** Runs a command as a person does, and returns its command line and what it printed. */
    String shown(String command) {
        String line = program() + " " + command;
        String path = folder + ":" + System.getenv("PATH");
        var result = Command.of("sh", "-c", line)
                .withVariable("PATH", path)
                .withVariable("KUBECONFIG", kubeconfig.toString())
                .run();
        return "$ %s%n%s".formatted(line, result.orFail());
    }

    /** What a person types before. */
    String export() {
        return "export PATH=%s:$PATH".formatted(folder);
    }
}
