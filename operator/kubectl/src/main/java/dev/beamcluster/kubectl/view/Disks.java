package dev.beamcluster.kubectl.view;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

/** The disks of the nodes. */
final class Disks {

    private Disks() {}

    /** Returns name, size and phase; both sizes if the disk does not have the size yet that its claim asks for. */
    static String inShort(PersistentVolumeClaim claim) {
        Quantity wanted = claim.getSpec() == null || claim.getSpec().getResources() == null
                ? null
                : claim.getSpec().getResources().getRequests().get("storage");
        Quantity actual = claim.getStatus() == null || claim.getStatus().getCapacity() == null
                ? null
                : claim.getStatus().getCapacity().get("storage");
        String phase = claim.getStatus() == null ? "Unknown" : claim.getStatus().getPhase();
        String size = actual == null ? text(wanted) : text(actual);
        String growing = actual != null && wanted != null && !actual.equals(wanted) ? " of " + text(wanted) : "";
        return "%s %s%s %s".formatted(claim.getMetadata().getName(), size, growing, phase);
    }

    private static String text(@Nullable Quantity quantity) {
        return quantity == null ? "?" : quantity.toString();
    }
}
