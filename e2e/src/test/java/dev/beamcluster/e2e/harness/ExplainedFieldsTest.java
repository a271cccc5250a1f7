package dev.beamcluster.e2e.harness;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ExplainedFieldsTest {

    @Test
    void pathsFollowTheIndentation() {
        var explained = """
                GROUP:      beamcluster.dev

                FIELDS:
                  kind\t<string>
                  spec\t<Object> -required-
                    node\t<Object>
                      name\t<string>
                    ports\t<[]Object>
                      protocol\t<string>
                      enum: TCP, UDP
                  status\t<Object>
                """;

        assertThat(ExplainedFields.in(explained))
                .containsExactly(
                        "kind", "spec", "spec.node", "spec.node.name", "spec.ports", "spec.ports.protocol", "status");
    }
}
