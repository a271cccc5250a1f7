/**
 * The nodes themselves, without the operator: joins a mesh as a hidden node through port-forwards and verifies its links, asks
 * nodes what they do, and knows the command lines of consoles in a pod.
 */
@NullMarked
package dev.beamcluster.kubectl.node;

import org.jspecify.annotations.NullMarked;
