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

/** A cluster of Erlang or Elixir nodes, whose mesh the operator forms and verifies. */
@Group("beamcluster.dev")
@Version("v1alpha1")
@Kind("BeamCluster")
@ShortNames("beam")
@AdditionalPrinterColumn(
        name = "NODES",
        getDescription = "Ready and wanted pods",
        jsonPath = ".status.summary.nodes",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "MESH",
        getDescription = "Verified and expected directed links",
        jsonPath = ".status.summary.links",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "READY",
        getDescription = "Status of the condition Ready",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "REASON",
        getDescription = "Reason of the condition Ready",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "AGE",
        getDescription = "Time since the BeamCluster was created",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
        name = "OTP",
        getDescription = "OTP releases that the nodes run",
        jsonPath = ".status.summary.otp",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1)
@AdditionalPrinterColumn(
        name = "ISLANDS",
        getDescription = "Number of islands, 1 if the mesh is not split",
        jsonPath = ".status.summary.islands",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1)
@AdditionalPrinterColumn(
        name = "IMAGE",
        getDescription = "Container image of the nodes",
        jsonPath = ".spec.image",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1)
// At most 50: a pod label contains the StatefulSet's name and a hash of 11 characters, and is limited to 63
// (kubernetes/kubernetes#64023).
@ValidationRule(
        value = "self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$') && self.metadata.name.size() <= 50",
        message = "metadata.name must have at most 50 lower-case letters, digits and '-', start with a letter"
                + " and end with a letter or a digit, because it becomes part of pod and DNS names")
public final class BeamCluster extends CustomResource<BeamClusterSpec, BeamClusterStatus> implements Namespaced {

    @Override
    @Required
    public BeamClusterSpec getSpec() {
        return super.getSpec();
    }
}
