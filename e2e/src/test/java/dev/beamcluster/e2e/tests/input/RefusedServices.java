package dev.beamcluster.e2e.tests.input;

import java.util.stream.Stream;

import org.junit.jupiter.params.provider.Arguments;

import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** Client Services, and metadata of the children, that no API server with our CRD accepts. */
final class RefusedServices {

    private static final String PORTS = "ports: [{name: http, port: 80}]\n  ";

    private RefusedServices() {}

    static Stream<Arguments> all() {
        return Stream.of(
                argumentSet(
                        "a Service without ports", "service: {type: NodePort}", "spec.service needs at least one port"),
                service("an unknown type", "type: ExternalName", "spec.service.type"),
                service("a class of a ClusterIP", "loadBalancerClass: a", "need type: LoadBalancer"),
                service("an empty class", "type: LoadBalancer, loadBalancerClass: ''", "loadBalancerClass"),
                service(
                        "source ranges of a NodePort",
                        "type: NodePort, loadBalancerSourceRanges: [192.0.2.0/24]",
                        "need type: LoadBalancer"),
                service(
                        "an address as a source range",
                        "type: LoadBalancer, loadBalancerSourceRanges: [192.0.2.1]",
                        "loadBalancerSourceRanges"),
                service(
                        "outside traffic of a ClusterIP",
                        "externalTrafficPolicy: Local",
                        "externalTrafficPolicy needs type"),
                service("an unknown policy", "type: NodePort, externalTrafficPolicy: Near", "externalTrafficPolicy"),
                service("another unknown policy", "internalTrafficPolicy: Near", "internalTrafficPolicy"),
                service("an unknown affinity", "sessionAffinity: Cookie", "sessionAffinity"),
                service("a label that is a number", "labels: {tier: 1}", "spec.service.labels"),
                service("an annotation that is a list", "annotations: {tier: [a]}", "spec.service.annotations"),
                argumentSet(
                        "a node port without a Service of that type",
                        "ports: [{name: http, port: 80, nodePort: 30080}]",
                        "nodePort needs spec.service.type"),
                argumentSet(
                        "a node port beyond 65535",
                        "ports: [{name: http, port: 80, nodePort: 70000}]",
                        "spec.ports[0].nodePort"),
                argumentSet(
                        "a number as a label of the children",
                        "childMetadata: {labels: {tier: 1}}",
                        "spec.childMetadata.labels"),
                argumentSet(
                        "a word for annotations of the children",
                        "childMetadata: {annotations: team}",
                        "spec.childMetadata.annotations"));
    }

    private static Arguments service(String what, String fields, String words) {
        return argumentSet(what, PORTS + "service: {" + fields + "}", words);
    }
}
