package dev.beamcluster.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

import com.github.dockerjava.api.model.ContainerNetwork;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

import static org.assertj.core.api.Assertions.assertThat;

/** A container that stands in for a machine: Erlang is installed, and nothing runs until a test starts it. */
public record LabMachine(GenericContainer<?> container) implements AutoCloseable {

    /** The label by which e2e/setup finds containers that a killed run left behind. */
    private static final String LABEL = "dev.beamcluster.lab";

    /** Creates a machine that is not started yet. */
    static GenericContainer<?> of(String image) {
        return new GenericContainer<>(DockerImageName.parse(image)).withLabel(LABEL, "");
    }

    public String address() {
        return Objects.requireNonNull(network().getIpAddress());
    }

    public String ipv6Address() {
        return Objects.requireNonNull(network().getGlobalIPv6Address());
    }

    /** The address of the machine that runs the tests. */
    public String gateway() {
        return Objects.requireNonNull(network().getGateway());
    }

    private ContainerNetwork network() {
        return container
                .getContainerInfo()
                .getNetworkSettings()
                .getNetworks()
                .values()
                .iterator()
                .next();
    }

    public void put(String path, String content) {
        container.copyFileToContainer(Transferable.of(content, 0444), path);
    }

    /**
     * Runs a shell line as root and returns its output. The test fails if the line exits with 2 or more, or takes
     * longer than this many seconds.
     */
    public String sh(int seconds, String line) {
        try {
            ExecResult result = container.execInContainer("timeout", String.valueOf(seconds), "sh", "-c", line);
            assertThat(result.getExitCode())
                    .as("%s: %s%s", line, result.getStdout(), result.getStderr())
                    .isLessThan(2);
            return result.getStdout();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        container.close();
    }
}
