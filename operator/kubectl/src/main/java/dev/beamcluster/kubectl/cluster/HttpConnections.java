package dev.beamcluster.kubectl.cluster;

import java.lang.reflect.Proxy;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;

/**
 * The connections of this process, so that they can be closed at its end: a JVM that exits waits 300 ms for threads that wait for
 * the network, and the client library leaves one behind when it is closed.
 */
public final class HttpConnections extends JdkHttpClientFactory {

    private static final Duration STOPPED = Duration.ofMillis(100);

    private final List<HttpClient> clients = new CopyOnWriteArrayList<>();

    /** Creates clients as the library does, and remembers them. */
    @Override
    protected HttpClient.Builder createNewHttpClientBuilder() {
        HttpClient.Builder builder = super.createNewHttpClientBuilder();
        return (HttpClient.Builder) Proxy.newProxyInstance(
                HttpConnections.class.getClassLoader(),
                new Class<?>[] {HttpClient.Builder.class},
                (self, method, arguments) -> {
                    if (method.invoke(builder, arguments) instanceof HttpClient built) {
                        clients.add(built);
                        return built;
                    }
                    return self;
                });
    }

    /** Closes everything, whatever still goes on. */
    public void close() throws InterruptedException {
        for (HttpClient client : clients) {
            client.shutdownNow();
            var _ = client.awaitTermination(STOPPED);
        }
    }
}
