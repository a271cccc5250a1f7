package dev.beamcluster.mesh.erlang;

import java.io.ByteArrayInputStream;
import java.io.IOException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BoundedInputStreamTest {

    @Test
    void dataWithinTheLimitPassesUnchanged() throws IOException {
        var sent = new byte[] {1, 2, 3, 4};

        try (var limited = new BoundedInputStream(new ByteArrayInputStream(sent), 4)) {
            assertThat(limited.read()).isEqualTo(1);
            assertThat(limited.readAllBytes()).containsExactly(2, 3, 4);
        }
    }

    @Test
    void dataBeyondTheLimitFails() throws IOException {
        try (var limited = new BoundedInputStream(new ByteArrayInputStream(new byte[1000]), 4)) {
            assertThat(limited.readNBytes(4)).hasSize(4);
            assertThatThrownBy(limited::read).isInstanceOf(IOException.class);
            assertThatThrownBy(limited::readAllBytes).isInstanceOf(IOException.class);
        }
    }
}
