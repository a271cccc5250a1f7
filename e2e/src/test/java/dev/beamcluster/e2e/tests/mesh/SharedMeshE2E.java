package dev.beamcluster.e2e.tests.mesh;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.beamcluster.e2e.harness.Beam;
import dev.beamcluster.e2e.harness.PacketFilter;
import dev.beamcluster.e2e.harness.Repository;
import dev.beamcluster.e2e.harness.SampleRelease;
import dev.beamcluster.e2e.harness.TestNamespace;
import dev.beamcluster.e2e.tests.EndToEnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two BeamClusters in one mesh, with the YAML of docs/distribution.md. */
@EndToEnd
class SharedMeshE2E {

    private static final Duration CONNECTED = Duration.ofSeconds(60);

    private static final Pattern DOCUMENTED =
            Pattern.compile("## Two BeamClusters in one mesh\n.*?```yaml\n(.*?)```", Pattern.DOTALL);

    @Test
    void theyConnectAndStayConnectedAndOnlyLinksOfTheirOwnAreVerified(TestNamespace namespace, PacketFilter filter) {
        // Given
        var _ = namespace.kubectl().apply(documented()).orFail();
        var web = new Beam(namespace, "web").becomesWhole(2);
        var worker = new Beam(namespace, "worker").becomesWhole(2);

        // When a node of one connects to a node of the other
        var _ = web.exec(
                        web.pod(0),
                        "/app/bin/chat rpc 'true = Node.connect(:\"%s\")'".formatted(worker.nodeOf(worker.pod(0))))
                .orFail();

        // Then global connects all of them, and each reports the nodes of the other
        allSeeEachOther(web, worker);
        reportsAsUnexpected(web, worker);
        reportsAsUnexpected(worker, web);

        // When a node is replaced
        var _ = namespace
                .kubectl()
                .run("delete", "pod/web-1", "--force", "--grace-period=0")
                .orFail();

        // Then it is in the shared mesh again
        allSeeEachOther(web, worker);
        web.eventually(Beam.WHOLE, status -> status.isWhole(2));

        // When a link between the two is cut, then neither of them reports it
        filter.cut(web.pod(0).getStatus().getPodIP(), worker.pod(0).getStatus().getPodIP());
        web.stays(Duration.ofSeconds(6), status -> status.isWhole(2));
        worker.stays(Duration.ofSeconds(6), status -> status.isWhole(2));
    }

    private static String documented() {
        var found = DOCUMENTED.matcher(Repository.here().text("docs/distribution.md"));
        assertThat(found.find()).as("YAML under its heading").isTrue();
        return found.group(1).replaceAll("example/(web|worker):1\\.4\\.0", SampleRelease.MIX.image());
    }

    private static void allSeeEachOther(Beam web, Beam worker) {
        await().atMost(Beam.WHOLE).ignoreExceptions().untilAsserted(() -> {
            var all = new TreeSet<String>();
            all.addAll(nodes(web));
            all.addAll(nodes(worker));
            assertThat(all).hasSize(4);
            for (Beam beam : List.of(web, worker)) {
                assertThat(beam.pods())
                        .hasSize(2)
                        .allSatisfy(pod -> assertThat(beam.nodesSeenBy(pod)).isEqualTo(all));
            }
        });
    }

    private static void reportsAsUnexpected(Beam beam, Beam other) {
        beam.eventually(CONNECTED, status -> {
            status.isWhole(2);
            assertThat(Stream.ofNullable(beam.get().getStatus().mesh())
                            .flatMap(mesh -> mesh.unexpectedNodes().stream()))
                    .hasSameElementsAs(nodes(other));
        });
    }

    private static Set<String> nodes(Beam beam) {
        var names = new TreeSet<String>();
        beam.pods().forEach(pod -> names.add(beam.nodeOf(pod)));
        return names;
    }
}
