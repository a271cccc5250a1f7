package dev.beamcluster.mesh.formation;

/**
 * The VMs of a pair that were last seen connected, by their creations.
 *
 * @param first the creation of the pair's first node; 0, which no VM has, if they were never seen connected
 * @param second the creation of its second node
 */
record Meeting(long first, long second) {

    static final Meeting NEVER = new Meeting(0, 0);
}
