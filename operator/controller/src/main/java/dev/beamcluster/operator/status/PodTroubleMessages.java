package dev.beamcluster.operator.status;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.beamcluster.operator.observed.ContainerEnd;
import dev.beamcluster.operator.observed.Elapsed;
import dev.beamcluster.operator.observed.FailedProbe;
import dev.beamcluster.operator.observed.PendingClaim;
import dev.beamcluster.operator.observed.PodNote;
import dev.beamcluster.operator.observed.PodTrouble;

/** Describes the trouble of a pod, to be read after the pod's name. The same trouble always gives the same text. */
final class PodTroubleMessages {

    private PodTroubleMessages() {}

    /** Describes the trouble; {@code pod} is the name of the pod for commands. */
    static String of(PodTrouble trouble, String pod) {
        return switch (trouble) {
            case PodTrouble.ImageNotPulled(String image) ->
                "image " + image + " cannot be pulled (ImagePullBackOff): check spec.image, and imagePullSecrets in"
                        + " spec.template.spec";
            case PodTrouble.ContainerNotStarted(String container, String reason, String message) ->
                "container " + container + " cannot start (" + reason + "): " + message;
            case PodTrouble.KeepsCrashing(ContainerEnd end) ->
                ContainerEndMessages.sentence(end, "keeps crashing", pod, "CrashLoopBackOff");
            case PodTrouble.Restarting(ContainerEnd end) ->
                "container " + end.container() + " ended" + ContainerEndMessages.figures(end)
                        + " and is not ready again yet: " + ContainerEndMessages.why(end, pod);
            case PodTrouble.Unschedulable(String message) -> "cannot be scheduled (Unschedulable): " + message;
            case PodTrouble.ClaimsPending(List<PendingClaim> claims, boolean _) ->
                claims.stream().map(PodTroubleMessages::pending).collect(Collectors.joining("; "));
            case PodTrouble.WaitsForInitContainer init -> waits(init, pod);
            case PodTrouble.ContainersNotCreated(Elapsed elapsed, Optional<String> why) ->
                "containers have not been created " + ElapsedTime.of(elapsed) + ": "
                        + why.orElse("an image is being pulled, or a volume mounted");
            case PodTrouble.ProbeFails(FailedProbe probe, Elapsed elapsed) ->
                ProbeMessages.unready(probe, ElapsedTime.of(elapsed));
            case PodTrouble.ReadinessGatesClosed(List<String> gates, Elapsed elapsed) ->
                "readiness gate " + ShortList.of(gates) + " has not been True " + ElapsedTime.of(elapsed);
            case PodTrouble.KubernetesNodeSilent(String node) ->
                "Kubernetes node " + node + " does not report about the pod: see `kubectl describe node " + node + "`";
            case PodTrouble.ShuttingDown(Elapsed elapsed, Duration gracePeriod) ->
                "has been shutting down " + ElapsedTime.of(elapsed) + " and is killed after "
                        + ElapsedTime.of(gracePeriod)
                        + ": the shutdown is slow, or the start command does not pass SIGTERM on to the VM";
            case PodTrouble.HeldByFinalizers(List<String> finalizers) ->
                "has ended, but is held by the finalizer " + ShortList.of(finalizers)
                        + ": the controller that set it has to remove it";
            case PodTrouble.NameTaken taken -> taken(taken, pod);
        };
    }

    /** Describes what is worth knowing about a pod that is not in trouble. */
    static String of(PodNote note, String pod) {
        return switch (note) {
            case PodNote.Restarted(ContainerEnd end) -> ContainerEndMessages.restarted(end, pod);
            case PodNote.CpuLimitFromElsewhere(String limit) ->
                "the CPU limit " + limit + " is not from the spec, so the schedulers of the VM busy-wait: set"
                        + " spec.resources.limits.cpu";
        };
    }

    private static String waits(PodTrouble.WaitsForInitContainer init, String pod) {
        return "waiting for " + (init.sidecar() ? "sidecar " : "init container ") + init.container() + " "
                + ElapsedTime.of(init.elapsed()) + ": see `kubectl logs " + pod + " -c " + init.container() + "`";
    }

    private static String pending(PendingClaim claim) {
        String what = "PersistentVolumeClaim " + claim.name() + " is pending ("
                + claim.storageClass().map(name -> "storage class " + name).orElse("no storage class") + ")"
                + claim.why().map(why -> ": " + why).orElse("");
        return claim.wantedClass()
                .map(wanted -> what + "; it is from an earlier spec, and spec.storage asks for storage class " + wanted
                        + ": delete the claim")
                .orElse(what + "; create the storage class, or recreate the BeamCluster with another one after deleting"
                        + " its pending claims");
    }

    private static String taken(PodTrouble.NameTaken taken, String pod) {
        return taken.wasNode()
                ? "a pod of this name exists, but without its label: delete the pod, or restore the label (`kubectl label pod "
                        + pod + " " + taken.label() + "`)"
                : "a pod of this name exists that the StatefulSet did not create: delete the pod";
    }
}
