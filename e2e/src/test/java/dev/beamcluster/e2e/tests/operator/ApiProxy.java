package dev.beamcluster.e2e.tests.operator;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Between an operator and its API server. It sees what is asked, and on demand lets one write happen and then nothing of that
 * process pass any more, not even the answer: for the API server the process died just then. Processes are told apart by their
 * tokens, which are bound to a pod each.
 */
final class ApiProxy implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ApiProxy.class);
    private static final String END_OF_HEAD = "\r\n\r\n";

    private final URI upstream;
    private final SSLContext tls;
    private final ServerSocket server;
    private final Set<String> rights = new ConcurrentSkipListSet<>();
    private final Set<String> silenced = ConcurrentHashMap.newKeySet();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Fuse fuse = new Fuse(Integer.MAX_VALUE);

    /** Counts writes down to the one after which the process that made it is cut off. */
    private static final class Fuse {
        private final CountDownLatch burnt = new CountDownLatch(1);
        private int left;

        Fuse(int left) {
            this.left = left;
        }

        /** Whether this was the last one. */
        synchronized boolean burns() {
            return --left == 0;
        }
    }

    /**
     * Listens on a free port.
     *
     * @param config of an API server; only its address and its authority are used, for who asks has a token
     * @param address of this machine, where the operator's pod reaches it
     */
    ApiProxy(Config config, InetAddress address) {
        try {
            this.upstream = URI.create(config.getMasterUrl());
            this.tls = SSLContext.getInstance("TLS");
            this.tls.init(null, SSLUtils.trustManagers(config), null);
            this.server = new ServerSocket(0, 100, address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        Thread.ofVirtual().name("api-proxy").start(this::accept);
    }

    /** As the operator is to be told. */
    String url() {
        return "http://%s:%d".formatted(server.getInetAddress().getHostAddress(), server.getLocalPort());
    }

    /** The rights that were made use of, each {@code VERB RESOURCE[.GROUP]}. */
    Set<String> rights() {
        return Set.copyOf(rights);
    }

    /** Cuts off whoever makes the so manieth write from now on. */
    void cutOffAfter(int writes) {
        fuse = new Fuse(writes);
    }

    /** Whether somebody was cut off, or is within that time. */
    boolean hasCutOff(Duration within) {
        try {
            return fuse.burnt.await(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().name("api-proxy-connection").start(() -> serve(client));
            } catch (IOException e) {
                LOG.debug("no longer listening: {}", e.getMessage());
            }
        }
    }

    private void serve(Socket client) {
        open.add(client);
        try (client) {
            var in = new BufferedInputStream(client.getInputStream());
            var head = head(in);
            if (head.isEmpty()) {
                return;
            }
            var request = ApiRequest.of(head);
            var token = request.header("Authorization").orElse("");
            if (silenced.contains(token)) {
                return;
            }
            boolean isLast = request.isWrite() && fuse.burns();
            if (isLast) {
                silenced.add(token);
            }
            try (var server = tls.getSocketFactory().createSocket(upstream.getHost(), upstream.getPort())) {
                open.add(server);
                relay(request, token, in, client, server, isLast);
            }
        } catch (IOException e) {
            LOG.debug("a connection ended: {}", e.getMessage());
        } finally {
            open.removeIf(Socket::isClosed);
        }
    }

    private void relay(ApiRequest request, String token, InputStream in, Socket client, Socket server, boolean isLast)
            throws IOException {
        server.getOutputStream().write(request.onItsOwn().getBytes(StandardCharsets.ISO_8859_1));
        server.getOutputStream().flush();
        Thread.ofVirtual().name("api-proxy-request").start(() -> copy(in, server));
        var answer = new BufferedInputStream(server.getInputStream());
        var head = head(answer);
        request.rights(head.startsWith("HTTP/1.1 201 ")).forEach(rights::add);
        if (isLast) {
            LOG.atInfo()
                    .addKeyValue("write", request.method() + " " + request.path())
                    .log("cut off after it");
            fuse.burnt.countDown();
            return;
        }
        if (silenced.contains(token)) {
            return;
        }
        client.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        for (int next = answer.read(); next >= 0 && !silenced.contains(token); next = answer.read()) {
            client.getOutputStream().write(next);
            byte[] more = answer.readNBytes(answer.available());
            client.getOutputStream().write(more);
            client.getOutputStream().flush();
        }
    }

    private static void copy(InputStream from, Socket to) {
        try {
            from.transferTo(to.getOutputStream());
        } catch (IOException e) {
            LOG.debug("a request ended: {}", e.getMessage());
        }
    }

    /** The first lines of a message, with the empty one; nothing where the connection ends before. */
    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf(END_OF_HEAD, head.length() - END_OF_HEAD.length()) < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
