package dev.beamcluster.operator.desired;

import io.fabric8.kubernetes.api.model.Quantity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the API server (1.34) makes of each. */
class CanonicalQuantityTest {

    @ParameterizedTest
    @CsvSource({
        "1Gi, 1Gi",
        "1024Mi, 1Gi",
        "1.5Gi, 1536Mi",
        "1000Mi, 1000Mi",
        "1536Mi, 1536Mi",
        "512, 512",
        "0.5Ki, 512",
        "1000M, 1G",
        "1500M, 1500M",
        "10000000000, 10G",
        "1073741824, 1073741824",
        "1e9, 1e9",
        "1e4, 10e3"
    })
    void isWrittenAsTheApiServerDoes(String given, String canonical) {
        var quantity = CanonicalQuantity.of(new Quantity(given));

        assertThat(quantity.toString()).isEqualTo(canonical);
        assertThat(quantity).isEqualTo(new Quantity(given));
    }
}
