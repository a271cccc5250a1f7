package dev.beamcluster.kubectl.command;

import io.fabric8.kubernetes.client.KubernetesClient;

import dev.beamcluster.kubectl.cluster.ClusterReader;

/**
 * A connection to the API server, as the person who runs the command.
 *
 * @param namespace the namespace of the command
 */
record Session(KubernetesClient client, String namespace) {

    static Session open(Surroundings surroundings, ConnectionOptions options) {
        KubernetesClient client = surroundings.clients().apply(options);
        String namespace = options.namespace != null ? options.namespace : client.getNamespace();
        return new Session(client, namespace == null ? "default" : namespace);
    }

    ClusterReader reader() {
        return new ClusterReader(client, namespace);
    }
}
