package dev.beamcluster.kubectl.view;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RefusalsTest {

    @Test
    void aMissingRightIsOneLineThatNamesIt() {
        assertThat(Refusals.sentence(
                        403,
                        "pods is forbidden: User \"jane\" cannot list resource \"pods\" in API group \"\" in the"
                                + " namespace \"shop\""))
                .isEqualTo("missing right: jane may not list pods in the namespace shop");
        assertThat(Refusals.sentence(
                        403,
                        "beamclusters.beamcluster.dev is forbidden: User \"jane\" cannot list resource"
                                + " \"beamclusters\" in API group \"beamcluster.dev\" at the cluster scope"))
                .isEqualTo("missing right: jane may not list beamclusters.beamcluster.dev in all namespaces");
        assertThat(Refusals.sentence(
                        403,
                        "pods \"chat-0\" is forbidden: User \"system:serviceaccount:shop:reader\" cannot create"
                                + " resource \"pods/portforward\" in API group \"\" in the namespace \"shop\""))
                .isEqualTo("missing right: system:serviceaccount:shop:reader may not create pods/portforward in the"
                        + " namespace shop");
    }

    @Test
    void allOtherRefusalsAreOneLineToo() {
        assertThat(Refusals.sentence(403, "admission webhook refuses it\nfor a long reason"))
                .isEqualTo("admission webhook refuses it");
        assertThat(Refusals.sentence(401, "Unauthorized"))
                .isEqualTo("the API server does not accept your credentials: log in again");
        assertThat(Refusals.sentence(-1, "Connection refused"))
                .isEqualTo("the API server cannot be reached: Connection refused");
    }
}
