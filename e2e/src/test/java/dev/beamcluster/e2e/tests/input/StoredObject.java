package dev.beamcluster.e2e.tests.input;

import dev.beamcluster.e2e.harness.TestNamespace;

/** An object as the API server stores it. */
final class StoredObject {

    private StoredObject() {}

    /** What is somebody's to change; a StatefulSet's status is not. */
    static String content(TestNamespace namespace, String object) {
        return namespace
                .kubectl()
                .fields(object, "{.metadata.uid} {.metadata.labels} {.metadata.ownerReferences} {.spec} {.data}");
    }
}
