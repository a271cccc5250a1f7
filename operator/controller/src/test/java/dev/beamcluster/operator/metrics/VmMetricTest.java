package dev.beamcluster.operator.metrics;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.beamcluster.mesh.ClusterId;

import static org.assertj.core.api.Assertions.assertThat;

/** The names, types and labels are those of the collectors of prometheus.erl, of its release 5 and later. */
class VmMetricTest {

    private static final String LABELS = "namespace=\"shop\",name=\"chat\",pod=\"chat-0\"";

    @Test
    void eachFigureHasItsNameAndLabels() {
        assertThat(scraped().stream().filter(line -> line.startsWith("erlang_vm_")))
                .containsExactlyElementsOf(Stream.of(
                                "erlang_vm_memory_bytes_total{%s,kind=\"system\"} 5000",
                                "erlang_vm_memory_bytes_total{%s,kind=\"processes\"} 1000",
                                "erlang_vm_memory_atom_bytes_total{%s,usage=\"used\"} 250",
                                "erlang_vm_memory_atom_bytes_total{%s,usage=\"free\"} 50",
                                "erlang_vm_memory_processes_bytes_total{%s,usage=\"used\"} 900",
                                "erlang_vm_memory_processes_bytes_total{%s,usage=\"free\"} 100",
                                "erlang_vm_memory_system_bytes_total{%s,usage=\"atom\"} 300",
                                "erlang_vm_memory_system_bytes_total{%s,usage=\"binary\"} 700",
                                "erlang_vm_memory_system_bytes_total{%s,usage=\"code\"} 2000",
                                "erlang_vm_memory_system_bytes_total{%s,usage=\"ets\"} 800",
                                "erlang_vm_memory_system_bytes_total{%s,usage=\"other\"} 1200",
                                "erlang_vm_memory_ets_tables{%s} 31",
                                "erlang_vm_ets_limit{%s} 8192",
                                "erlang_vm_process_count{%s} 80",
                                "erlang_vm_process_limit{%s} 262144",
                                "erlang_vm_port_count{%s} 9",
                                "erlang_vm_port_limit{%s} 65536",
                                "erlang_vm_atom_count{%s} 15000",
                                "erlang_vm_atom_limit{%s} 1048576",
                                "erlang_vm_schedulers_online{%s} 4",
                                "erlang_vm_statistics_run_queues_length{%s} 2",
                                "erlang_vm_statistics_reductions_total{%s} 123456",
                                "erlang_vm_statistics_context_switches{%s} 777",
                                "erlang_vm_statistics_garbage_collection_number_of_gcs{%s} 55",
                                "erlang_vm_statistics_garbage_collection_words_reclaimed{%s} 10000",
                                "erlang_vm_statistics_garbage_collection_bytes_reclaimed{%s} 80000",
                                "erlang_vm_statistics_bytes_received_total{%s} 11111",
                                "erlang_vm_statistics_bytes_output_total{%s} 22222",
                                "erlang_vm_statistics_runtime_milliseconds{%s} 4321",
                                "erlang_vm_statistics_wallclock_time_milliseconds{%s} 60000")
                        .map(line -> line.formatted(LABELS))
                        .toList());
    }

    @Test
    void countersHaveTheirType() {
        assertThat(scraped())
                .contains(
                        "# TYPE erlang_vm_statistics_context_switches counter",
                        "# TYPE erlang_vm_statistics_wallclock_time_milliseconds counter",
                        "# TYPE erlang_vm_memory_bytes_total gauge");
    }

    private static List<String> scraped() {
        var metrics = new OperatorMetrics();
        metrics.began(new ClusterId("shop", "chat", "uid-of-chat"));
        return Scrape.of(metrics, 1).lines();
    }
}
