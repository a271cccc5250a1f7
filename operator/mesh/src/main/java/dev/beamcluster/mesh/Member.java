package dev.beamcluster.mesh;

import java.util.Optional;

/**
 * One node that belongs to the mesh.
 *
 * @param node the name that the node must have
 * @param pod the pod it runs in
 * @param address the pod's IP address, absent while the pod has none; the operator connects to it, so that its own view
 *     does not depend on DNS
 */
public record Member(NodeName node, String pod, Optional<String> address) {}
