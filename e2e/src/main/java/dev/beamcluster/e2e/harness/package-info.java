/**
 * A Kubernetes cluster with the operator in it, as a user would have it: the node container, the shipped manifest, the
 * real {@code kubectl}, a packet filter. May import Testcontainers, the Kubernetes client and the API's records; nothing
 * of the operator.
 */
@NullMarked
package dev.beamcluster.e2e.harness;

import org.jspecify.annotations.NullMarked;
