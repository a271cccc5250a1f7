import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The operator's training run, in the build of its image only: {@code java TrainingCluster.java KEYSTORE COMMAND...}.
 *
 * <p>The JVM's cache holds the classes that a run has loaded, so the run must do what the operator does in a cluster: find
 * the API server as a pod does, over TLS, become the leader, list, watch, reconcile a BeamCluster, write its status, and stop
 * on SIGTERM. No cluster is to be had in an image build; {@link ApiServer} plays the API server's part in it and
 * judges nothing.
 */
final class TrainingCluster {

    private static final String CLUSTER =
            """
            {"apiVersion": "beamcluster.dev/v1alpha1", "kind": "BeamCluster",
             "metadata": {"name": "chat", "namespace": "default"},
             "spec": {"replicas": 1, "image": "example/chat:1.4.0", "ports": [{"name": "http", "port": 8080}],
                      "env": [{"name": "STAGE", "value": "training"}], "resources": {"requests": {"cpu": "100m"}}}}""";

    private final CountDownLatch statusWritten = new CountDownLatch(2);
    private final CountDownLatch leaseRenewed = new CountDownLatch(2);

    public static void main(String[] arguments) throws Exception {
        new TrainingCluster().train(Path.of(arguments[0]), List.of(arguments).subList(1, arguments.length));
    }

    private void train(Path keystore, List<String> command) throws Exception {
        var objects = new ApiObjects(this::written);
        objects.store(CLUSTER);
        new ApiServer(objects).listen(keystore);
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment()
                .putAll(Map.of(
                        "KUBERNETES_SERVICE_HOST", "127.0.0.1",
                        "KUBERNETES_SERVICE_PORT", String.valueOf(ApiServer.PORT),
                        "BEAMCLUSTER_NAMESPACE", "beamcluster-system",
                        "BEAMCLUSTER_POD_NAME", "operator",
                        "BEAMCLUSTER_LEADER_ELECTION", "true"));
        Process operator = builder.start();
        boolean done = statusWritten.await(60, TimeUnit.SECONDS)
                && leaseRenewed.await(60, TimeUnit.SECONDS)
                && isReady();
        operator.destroy();
        boolean ended = operator.waitFor(120, TimeUnit.SECONDS);
        System.out.printf("training: status written %s, lease renewed %s, ended %s%n",
                statusWritten.getCount() == 0, leaseRenewed.getCount() == 0, ended ? operator.exitValue() : "not");
        System.exit(done && ended ? 0 : 1);
    }

    private void written(String plural) {
        switch (plural) {
            case "leases" -> leaseRenewed.countDown();
            case "beamclusters" -> statusWritten.countDown();
            default -> {}
        }
    }

    private static boolean isReady() throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            for (String path : List.of("/healthz", "/readyz")) {
                var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:8080" + path)).build();
                if (client.send(request, BodyHandlers.discarding()).statusCode() != 200) {
                    return false;
                }
            }
            return true;
        } catch (ConnectException e) {
            return false;
        }
    }
}
