package dev.beamcluster.api.v1alpha1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A cluster of BEAM nodes whose mesh is formed, verified and shown. */
@Group("beamcluster.dev")
@Version("v1alpha1")
@Kind("BeamCluster")
@ShortNames("beam")
@AdditionalPrinterColumn(name = "NODES", jsonPath = ".status.summary.nodes", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "MESH", jsonPath = ".status.summary.links", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "READY",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "REASON",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "AGE",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
        name = "OTP",
        jsonPath = ".status.summary.otp",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1)
@AdditionalPrinterColumn(
        name = "ISLANDS",
        jsonPath = ".status.summary.islands",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1)
@AdditionalPrinterColumn(
        name = "IMAGE",
        jsonPath = ".spec.image",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1)
// A pod's name is the StatefulSet's and an ordinal, and the StatefulSet's revision label adds 11 characters to its
// name;
// labels end at 63 (kubernetes/kubernetes#64023).
@ValidationRule(
        value = "self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$') && self.metadata.name.size() <= 50",
        message = "metadata.name becomes part of pod and DNS names: at most 50 lower-case letters, digits and '-',"
                + " starting with a letter")
public final class BeamCluster extends CustomResource<BeamClusterSpec, BeamClusterStatus> implements Namespaced {

    @Override
    @Required
    public BeamClusterSpec getSpec() {
        return super.getSpec();
    }
}
