package dev.beamcluster.mesh.erlang;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BoundedFrameInputStreamTest {

    @Test
    void ticksAndFramesPassUnchanged() throws IOException {
        var sent = new byte[] {0, 0, 0, 0, 0, 0, 0, 4, 112, (byte) 131, 97, 7, 0, 0, 0, 0};

        try (var frames = new BoundedFrameInputStream(new ByteArrayInputStream(sent))) {
            assertThat(frames.readAllBytes()).isEqualTo(sent);
        }
    }

    @Test
    void theLargestFramePasses() throws IOException {
        var sent = ByteBuffer.allocate(4 + BoundedFrameInputStream.MAX_LENGTH)
                .putInt(BoundedFrameInputStream.MAX_LENGTH)
                .array();

        try (var frames = new BoundedFrameInputStream(new ByteArrayInputStream(sent))) {
            assertThat(frames.readAllBytes()).hasSize(sent.length);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {BoundedFrameInputStream.MAX_LENGTH + 1, 10_000_000, Integer.MAX_VALUE, -1, Integer.MIN_VALUE})
    void aLargerFrameIsRejectedBeforeAnythingIsAllocatedForIt(int length) throws IOException {
        var sent = ByteBuffer.allocate(8).putInt(length).array();

        try (var frames = new BoundedFrameInputStream(new ByteArrayInputStream(sent))) {
            assertThatThrownBy(frames::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(Integer.toUnsignedString(length));
        }
    }

    @Test
    void aCompressedTermIsRejectedWhateverSizeItClaims() throws IOException {
        var sent = new byte[] {0, 0, 0, 7, 112, (byte) 131, 80, 127, 127, 127, 127};

        try (var frames = new BoundedFrameInputStream(new ByteArrayInputStream(sent))) {
            assertThatThrownBy(frames::readAllBytes).hasMessageContaining("compressed");
        }
    }

    @Test
    void aTruncatedFrameEndsTheStream() throws IOException {
        try (var frames = new BoundedFrameInputStream(new ByteArrayInputStream(new byte[] {0, 0, 0, 9, 112}))) {
            assertThat(frames.read()).isEqualTo(-1);
        }
    }
}
