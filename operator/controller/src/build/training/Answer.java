import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What the API server answers. */
record Answer(int status, JsonNode body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    void send(OutputStream out) throws IOException {
        byte[] text = JSON.writeValueAsBytes(body);
        out.write("HTTP/1.1 %d .\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                .formatted(status, text.length)
                .getBytes(StandardCharsets.US_ASCII));
        out.write(text);
        out.flush();
    }
}
