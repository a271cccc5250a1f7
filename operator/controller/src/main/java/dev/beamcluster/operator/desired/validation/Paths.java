package dev.beamcluster.operator.desired.validation;

import dev.beamcluster.operator.desired.template.TemplateSpec;

/** Paths of fields in a BeamCluster, as problems name them. */
final class Paths {

    static final String TEMPLATE = "spec.template.spec";
    static final String CONTAINERS = TEMPLATE + ".containers";
    static final String INIT_CONTAINERS = TEMPLATE + ".initContainers";
    static final String NODE = item(CONTAINERS, TemplateSpec.NODE_CONTAINER);

    private Paths() {}

    /** The item of a list with this name, or the entry of a map with this key. */
    static String item(String list, String name) {
        return list + "[" + name + "]";
    }
}
