package dev.beamcluster.operator.desired;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterSpec.Release;
import dev.beamcluster.api.v1alpha1.BeforeRollout;
import dev.beamcluster.operator.desired.template.TemplateOverlay;

/** The Job of {@code spec.rollout.before}. */
final class BeforeJob {

    /** Variables with which a Mix release starts without distribution and without the cookie of the nodes. */
    private static final Set<String> SET_FOR_JOB = Set.of("RELEASE_DISTRIBUTION", "RELEASE_COOKIE");

    private BeforeJob() {}

    /** Returns the Job of a spec without problems; empty if it asks for none. */
    static Optional<Job> of(BeamCluster cluster) {
        return Optional.ofNullable(cluster.getSpec().rollout().before()).map(before -> of(cluster, before));
    }

    private static Job of(BeamCluster cluster, BeforeRollout before) {
        PodTemplateSpec merged =
                TemplateOverlay.merge(BeforePod.of(cluster), cluster.getSpec().template());
        PodTemplateSpec pod =
                BeforeParts.of(merged, before, unset(cluster.getSpec().release()));
        String inputs = PodTemplateHash.of(pod);
        return new JobBuilder()
                .withMetadata(Naming.child(cluster, Naming.beforeJob(cluster)))
                .editMetadata()
                .addToAnnotations(Naming.BEFORE, inputs)
                .addToAnnotations(Naming.ATTEMPT_ANNOTATION, attempt(inputs, before))
                .endMetadata()
                .withNewSpec()
                .withBackoffLimit(before.retries())
                .withActiveDeadlineSeconds((long) before.timeoutSeconds())
                // Never two at once: a pod is replaced when it has ended, not when it begins to end.
                .withPodReplacementPolicy("Failed")
                .withNewPodFailurePolicy()
                .addNewRule()
                .withAction("Ignore")
                .addNewOnPodCondition()
                .withType("DisruptionTarget")
                .withStatus("True")
                .endOnPodCondition()
                .endRule()
                .endPodFailurePolicy()
                .withTemplate(before.quoteOutput() ? quoting(pod) : pod)
                .endSpec()
                .build();
    }

    /** Returns the variables that a node has and this pod does not. */
    private static Set<String> unset(Release release) {
        return NodeEnvironment.reserved(release).stream()
                .filter(Predicate.not(SET_FOR_JOB::contains))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String attempt(String inputs, BeforeRollout before) {
        return inputs + "-" + before.timeoutSeconds() + "-" + before.retries() + "-" + before.quoteOutput();
    }

    /**
     * Has the kubelet put the end of a failed container's output into the status of its pod: the operator may not read logs.
     * Whether it is quoted does not change what runs.
     */
    private static PodTemplateSpec quoting(PodTemplateSpec pod) {
        return new PodTemplateSpecBuilder(pod)
                .editSpec()
                .withContainers(pod.getSpec().getContainers().stream()
                        .map(BeforeJob::quoting)
                        .toList())
                .withInitContainers(pod.getSpec().getInitContainers().stream()
                        .map(BeforeJob::quoting)
                        .toList())
                .endSpec()
                .build();
    }

    private static Container quoting(Container container) {
        return new ContainerBuilder(container)
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .build();
    }
}
