import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The API server on the wire: HTTP/1.1 over TLS, and watches over WebSocket. */
final class ApiServer {

    static final int PORT = 6443;
    private static final String SECRET = "training";

    private final ApiObjects objects;

    ApiServer(ApiObjects objects) {
        this.objects = objects;
    }

    void listen(Path keystore) throws Exception {
        var keys = KeyStore.getInstance(keystore.toFile(), SECRET.toCharArray());
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, SECRET.toCharArray());
        var tls = SSLContext.getInstance("TLS");
        tls.init(factory.getKeyManagers(), null, null);
        var server = tls.getServerSocketFactory().createServerSocket(PORT);
        Thread.ofPlatform().daemon().start(() -> {
            while (true) {
                try {
                    Socket socket = server.accept();
                    Thread.startVirtualThread(() -> converse(socket));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    private void converse(Socket socket) {
        try (socket) {
            var in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            for (Request request = Request.read(in); request != null; request = Request.read(in)) {
                if (request.headers().containsKey("sec-websocket-key")) {
                    watch(request, out);
                    in.transferTo(OutputStream.nullOutputStream());
                    return;
                }
                objects.answer(request).send(out);
            }
        } catch (IOException e) {
            // The operator has hung up.
        }
    }

    private void watch(Request request, OutputStream out) throws IOException {
        String key = request.headers().get("sec-websocket-key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
        out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                        + sha1(key) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        objects.watch(Place.of(request.path()), out);
    }

    private static String sha1(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
