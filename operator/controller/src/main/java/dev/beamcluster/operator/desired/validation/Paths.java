package dev.beamcluster.operator.desired.validation;

import dev.beamcluster.operator.desired.template.TemplateSpec;

/** Paths of fields in a BeamCluster, as problems name them. */
final class Paths {

    static final String TEMPLATE = "spec.template.spec";
    static final String CONTAINERS = TEMPLATE + ".containers";
    static final String INIT_CONTAINERS = TEMPLATE + ".initContainers";
    static final String NODE = item(CONTAINERS, TemplateSpec.NODE_CONTAINER);

    private Paths() {}

    /** Returns the path of the list item with this name, or of the map entry with this key. */
    static String item(String list, String name) {
        return list + "[" + name + "]";
    }
}
