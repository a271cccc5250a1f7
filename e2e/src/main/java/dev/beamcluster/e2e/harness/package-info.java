/**
 * A Kubernetes cluster with the operator installed as a user would: the node container, the shipped manifest, the real
 * {@code kubectl}, a packet filter. May import Testcontainers, the Kubernetes client and the API records, but nothing of
 * the operator.
 */
@NullMarked
package dev.beamcluster.e2e.harness;

import org.jspecify.annotations.NullMarked;
