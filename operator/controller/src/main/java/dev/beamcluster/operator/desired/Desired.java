package dev.beamcluster.operator.desired;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.operator.desired.template.TemplateOverlay;
import dev.beamcluster.operator.desired.validation.Problem;
import dev.beamcluster.operator.desired.validation.Problem.Severity;
import dev.beamcluster.operator.desired.validation.Reserved;
import dev.beamcluster.operator.desired.validation.SpecProblems;

/** The objects that a BeamCluster needs in addition to its cookie's Secret, or why its spec is refused. */
public sealed interface Desired {

    /**
     * The objects of a valid spec.
     *
     * @param headlessService gives every node its DNS name
     * @param clientService routes to the ready nodes; empty if {@code spec.ports} is empty
     * @param networkPolicy limits access to the nodes; empty if {@code spec.networkPolicy} disables it
     * @param disruptionBudget limits how many nodes may be evicted at a time; empty for fewer than two nodes
     * @param nodes the StatefulSet
     * @param before the Job that must succeed before nodes get a new pod template
     * @param warnings problems for which the spec is not refused
     */
    record Objects(
            Service headlessService,
            Optional<Service> clientService,
            Optional<NetworkPolicy> networkPolicy,
            Optional<PodDisruptionBudget> disruptionBudget,
            StatefulSet nodes,
            Optional<Job> before,
            List<Problem> warnings)
            implements Desired {

        /** Returns the hash of the pod template. A new template has a new hash. */
        public String template() {
            return java.util.Objects.requireNonNull(
                    nodes.getMetadata().getAnnotations().get(Naming.TEMPLATE_ANNOTATION));
        }

        /**
         * Returns the same objects at one step of a rollout.
         *
         * @param partition the lowest ordinal whose pod is replaced
         * @param replacedFrom the lowest ordinal that the rollout has replaced
         * @param maxUnavailable how many pods may be replaced at a time
         */
        public Objects placed(int replicas, int partition, int replacedFrom, int maxUnavailable) {
            return with(NodeStatefulSet.placed(nodes, replicas, partition, replacedFrom, maxUnavailable));
        }

        /** Returns the same objects with the pods that this StatefulSet makes. */
        public Objects withPodsOf(StatefulSet there) {
            return with(NodeStatefulSet.withPodsOf(nodes, there));
        }

        /**
         * Returns the same objects with a StatefulSet that remembers which Job succeeded last.
         *
         * @param inputs the hash of what it ran; without one, or without {@code spec.rollout.before}, nothing is remembered
         */
        public Objects remembering(Optional<String> inputs) {
            return before.isPresent() && inputs.isPresent()
                    ? with(NodeStatefulSet.remembering(nodes, inputs.get()))
                    : this;
        }

        private Objects with(StatefulSet other) {
            return new Objects(
                    headlessService, clientService, networkPolicy, disruptionBudget, other, before, warnings);
        }

        /** Returns what a node needs, and what protects it: all objects that are applied before the StatefulSet. */
        public List<HasMetadata> withoutStatefulSet() {
            return Stream.<Stream<? extends HasMetadata>>of(
                            Stream.of(headlessService),
                            clientService.stream(),
                            networkPolicy.stream(),
                            disruptionBudget.stream())
                    .<HasMetadata>flatMap(stream -> stream)
                    .toList();
        }

        /**
         * Returns objects that an earlier spec may have needed and this spec does not. They are deleted if they belong to this
         * BeamCluster.
         */
        public List<Absent> absent() {
            String name = nodes.getMetadata().getName();
            var absent = new ArrayList<Absent>();
            if (clientService.isEmpty()) {
                absent.add(new Absent(Service.class, name));
            }
            if (networkPolicy.isEmpty()) {
                absent.add(new Absent(NetworkPolicy.class, name));
            }
            if (disruptionBudget.isEmpty()) {
                absent.add(new Absent(PodDisruptionBudget.class, name));
            }
            return absent;
        }
    }

    /** An object that must not exist. */
    record Absent(Class<? extends HasMetadata> type, String name) {}

    /**
     * The spec has at least one problem. Nothing is applied, so running nodes are unchanged.
     *
     * @param problems why it is refused
     * @param warnings its other problems
     */
    record Refused(List<Problem> problems, List<Problem> warnings) implements Desired {}

    /** Returns what the author of the spec should know, although it is no reason to refuse it. */
    List<Problem> warnings();

    /**
     * Returns the objects for this BeamCluster, or the problems of its spec. Pods get newer defaults if they are replaced anyway,
     * or if the BeamCluster asks for them.
     *
     * @param operator the pods that the NetworkPolicy allows, in addition to the nodes themselves
     * @param applied the pod template that was applied last; empty if the BeamCluster never had pods
     */
    static Desired of(BeamCluster cluster, OperatorPods operator, Optional<AppliedTemplate> applied) {
        if (applied.isEmpty()) {
            return of(cluster, operator, PodDefaults.newest(), _ -> false);
        }
        AppliedTemplate before = applied.get();
        Desired unchanged = of(cluster, operator, before.defaults(), before::is);
        if (!(unchanged instanceof Objects objects)) {
            return unchanged;
        }
        boolean isRunning = before.is(objects.template());
        PodDefaults wanted = isRunning && !before.isUnused()
                ? PodDefaults.askedBy(cluster).atLeast(before.defaults())
                : PodDefaults.newest();
        return wanted == before.defaults() ? unchanged : of(cluster, operator, wanted, _ -> isRunning);
    }

    /**
     * Merges the template and validates the result: only a template without problems can be merged, and further problems show
     * only in the merged pod.
     *
     * @param isRunning whether pods run with the template of this hash
     */
    private static Desired of(
            BeamCluster cluster, OperatorPods operator, PodDefaults defaults, Predicate<String> isRunning) {
        Reserved reserved = ReservedParts.of(cluster, NodePod.of(cluster, defaults));
        List<Problem> problems = joined(SpecProblems.of(cluster, reserved), PodDefaults.problems(cluster));
        if (problems.stream().anyMatch(problem -> problem.severity() == Severity.REFUSED)) {
            return refused(problems);
        }
        PodTemplateSpec pod =
                TemplateOverlay.merge(reserved.pod(), cluster.getSpec().template());
        List<Problem> all = joined(problems, SpecProblems.ofMerged(cluster, reserved, pod));
        boolean isRefused = all.stream().anyMatch(problem -> switch (problem.severity()) {
            case REFUSED -> true;
            case REFUSED_UNLESS_RUNNING -> !isRunning.test(PodTemplateHash.of(pod));
            case WARNED -> false;
        });
        return isRefused ? refused(all) : objects(cluster, operator, NodeStatefulSet.of(cluster, pod, defaults), all);
    }

    private static Objects objects(
            BeamCluster cluster, OperatorPods operator, StatefulSet nodes, List<Problem> warnings) {
        return new Objects(
                HeadlessService.of(cluster),
                ClientService.of(cluster),
                NodeNetworkPolicy.of(cluster, nodes.getSpec().getTemplate(), operator),
                NodeDisruptionBudget.of(cluster),
                nodes,
                BeforeJob.of(cluster),
                warnings);
    }

    private static Refused refused(List<Problem> problems) {
        Map<Boolean, List<Problem>> byWarning =
                problems.stream().collect(Collectors.partitioningBy(problem -> problem.severity() == Severity.WARNED));
        return new Refused(byWarning.getOrDefault(false, List.of()), byWarning.getOrDefault(true, List.of()));
    }

    private static List<Problem> joined(List<Problem> some, List<Problem> others) {
        return Stream.concat(some.stream(), others.stream()).sorted().toList();
    }
}
