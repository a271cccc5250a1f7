package dev.beamcluster.mesh;

import java.util.Optional;

/**
 * A node that belongs to the mesh.
 *
 * @param node the name that the node must have
 * @param pod the name of its pod
 * @param address the pod's IP address, empty until the pod has one; the operator connects to it, so that its own view
 *     does not depend on DNS
 */
public record Member(NodeName node, String pod, Optional<String> address) {}
