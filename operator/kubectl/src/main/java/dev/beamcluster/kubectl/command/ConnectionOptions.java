package dev.beamcluster.kubectl.command;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which API server, and as whom: the options that kubectl has too. */
public final class ConnectionOptions {

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Namespace; default: that of the context.")
    @Nullable
    String namespace;

    @Option(names = "--context", paramLabel = "CONTEXT", description = "Context of the kubeconfig.")
    @Nullable
    String context;

    @Option(names = "--kubeconfig", paramLabel = "FILE", description = "Default: $KUBECONFIG, then ~/.kube/config.")
    @Nullable
    String kubeconfig;

    public @Nullable String context() {
        return context;
    }

    public @Nullable String kubeconfig() {
        return kubeconfig;
    }

    /** The options as kubectl takes them, with this namespace. */
    List<String> forKubectl(String resolvedNamespace) {
        var options = new ArrayList<>(List.of("--namespace", resolvedNamespace));
        if (context != null) {
            options.addAll(List.of("--context", context));
        }
        if (kubeconfig != null) {
            options.addAll(List.of("--kubeconfig", kubeconfig));
        }
        return options;
    }
}
