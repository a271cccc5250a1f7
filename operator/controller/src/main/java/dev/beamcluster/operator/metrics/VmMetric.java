package dev.beamcluster.operator.metrics;

import java.io.IOException;
import java.util.List;
import java.util.function.ToLongFunction;

import dev.beamcluster.mesh.VmFigures;

/**
 * The figures of a node's VM, under the names, types and labels that the collectors of prometheus.erl give them, so that boards
 * which people have can be used. Its counters do not all end in {@code _total}, and its gauges sometimes do.
 *
 * @param text the name of the metric
 * @param parts the samples of each node
 */
record VmMetric(String text, MetricText.Type type, String help, List<Part> parts) {

    static final List<VmMetric> ALL = List.of(
            metric(
                    "erlang_vm_memory_bytes_total",
                    MetricText.Type.GAUGE,
                    "Memory that is allocated.",
                    part("kind", "system", vm -> vm.memory().system()),
                    part("kind", "processes", vm -> vm.memory().processes())),
            metric(
                    "erlang_vm_memory_atom_bytes_total",
                    MetricText.Type.GAUGE,
                    "Memory that is allocated for atoms.",
                    part("usage", "used", vm -> vm.memory().atomUsed()),
                    part("usage", "free", vm -> vm.memory().atom() - vm.memory().atomUsed())),
            metric(
                    "erlang_vm_memory_processes_bytes_total",
                    MetricText.Type.GAUGE,
                    "Memory that is allocated for processes.",
                    part("usage", "used", vm -> vm.memory().processesUsed()),
                    part(
                            "usage",
                            "free",
                            vm -> vm.memory().processes() - vm.memory().processesUsed())),
            metric(
                    "erlang_vm_memory_system_bytes_total",
                    MetricText.Type.GAUGE,
                    "Memory that is allocated for other things than processes.",
                    part("usage", "atom", vm -> vm.memory().atom()),
                    part("usage", "binary", vm -> vm.memory().binary()),
                    part("usage", "code", vm -> vm.memory().code()),
                    part("usage", "ets", vm -> vm.memory().ets()),
                    part("usage", "other", VmMetric::otherMemory)),
            metric(
                    "erlang_vm_memory_ets_tables",
                    MetricText.Type.GAUGE,
                    "ETS tables.",
                    vm -> vm.use().etsTables().count()),
            metric(
                    "erlang_vm_ets_limit",
                    MetricText.Type.GAUGE,
                    "Most ETS tables that are expected.",
                    vm -> vm.use().etsTables().limit()),
            metric(
                    "erlang_vm_process_count",
                    MetricText.Type.GAUGE,
                    "Processes.",
                    vm -> vm.use().processes().count()),
            metric(
                    "erlang_vm_process_limit",
                    MetricText.Type.GAUGE,
                    "Most processes that there can be.",
                    vm -> vm.use().processes().limit()),
            metric(
                    "erlang_vm_port_count",
                    MetricText.Type.GAUGE,
                    "Ports.",
                    vm -> vm.use().ports().count()),
            metric(
                    "erlang_vm_port_limit",
                    MetricText.Type.GAUGE,
                    "Most ports that there can be.",
                    vm -> vm.use().ports().limit()),
            metric(
                    "erlang_vm_atom_count",
                    MetricText.Type.GAUGE,
                    "Atoms.",
                    vm -> vm.use().atoms().count()),
            metric(
                    "erlang_vm_atom_limit",
                    MetricText.Type.GAUGE,
                    "Most atoms that there can be.",
                    vm -> vm.use().atoms().limit()),
            metric(
                    "erlang_vm_schedulers_online",
                    MetricText.Type.GAUGE,
                    "Schedulers that are online.",
                    vm -> vm.work().schedulersOnline()),
            metric(
                    "erlang_vm_statistics_run_queues_length",
                    MetricText.Type.GAUGE,
                    "Processes and ports that are ready to run.",
                    vm -> vm.work().runQueue()),
            metric(
                    "erlang_vm_statistics_reductions_total",
                    MetricText.Type.COUNTER,
                    "Reductions.",
                    vm -> vm.work().reductions()),
            metric(
                    "erlang_vm_statistics_context_switches",
                    MetricText.Type.COUNTER,
                    "Context switches.",
                    vm -> vm.work().contextSwitches()),
            metric(
                    "erlang_vm_statistics_garbage_collection_number_of_gcs",
                    MetricText.Type.COUNTER,
                    "Garbage collections.",
                    vm -> vm.work().collections()),
            metric(
                    "erlang_vm_statistics_garbage_collection_words_reclaimed",
                    MetricText.Type.COUNTER,
                    "Words that garbage collections reclaimed.",
                    vm -> vm.work().wordsReclaimed()),
            metric(
                    "erlang_vm_statistics_garbage_collection_bytes_reclaimed",
                    MetricText.Type.COUNTER,
                    "Bytes that garbage collections reclaimed.",
                    vm -> vm.work().wordsReclaimed() * vm.work().wordSize()),
            metric(
                    "erlang_vm_statistics_bytes_received_total",
                    MetricText.Type.COUNTER,
                    "Bytes that were received through ports.",
                    vm -> vm.traffic().in()),
            metric(
                    "erlang_vm_statistics_bytes_output_total",
                    MetricText.Type.COUNTER,
                    "Bytes that were sent to ports.",
                    vm -> vm.traffic().out()),
            metric(
                    "erlang_vm_statistics_runtime_milliseconds",
                    MetricText.Type.COUNTER,
                    "CPU time of all threads of the VM.",
                    vm -> vm.work().cpuMillis()),
            metric(
                    "erlang_vm_statistics_wallclock_time_milliseconds",
                    MetricText.Type.COUNTER,
                    "Time since the VM started.",
                    vm -> vm.work().uptimeMillis()));

    /** One of the samples of a node, and the label that tells it from the others. */
    record Part(Labels label, ToLongFunction<VmFigures> figure) {}

    private static VmMetric metric(String text, MetricText.Type type, String help, ToLongFunction<VmFigures> figure) {
        return metric(text, type, help, new Part(Labels.NONE, figure));
    }

    private static VmMetric metric(String text, MetricText.Type type, String help, Part... parts) {
        return new VmMetric(text, type, help, List.of(parts));
    }

    private static Part part(String label, String value, ToLongFunction<VmFigures> figure) {
        return new Part(Labels.of(label, value), figure);
    }

    private static long otherMemory(VmFigures vm) {
        VmFigures.Memory memory = vm.memory();
        return memory.system() - memory.atom() - memory.binary() - memory.code() - memory.ets();
    }

    /** Writes the samples of these nodes, as one family. */
    static void write(MetricText out, List<Vm> vms) throws IOException {
        for (VmMetric metric : ALL) {
            out.family(metric.text, metric.type, metric.help);
            for (Vm vm : vms) {
                for (Part part : metric.parts) {
                    out.sample(
                            metric.text,
                            vm.labels(),
                            part.label(),
                            part.figure().applyAsLong(vm.figures()));
                }
            }
        }
    }

    /** A node and its figures. */
    record Vm(Labels labels, VmFigures figures) {}
}
