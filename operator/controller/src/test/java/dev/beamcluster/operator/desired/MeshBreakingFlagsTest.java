package dev.beamcluster.operator.desired;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.beamcluster.operator.desired.SpecOnTrial.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** Flags of erl in a spec: those that break the mesh are refused with their field, and no others. */
class MeshBreakingFlagsTest {

    private static final String TLS = ", distribution: {tls: {secretName: a}}";
    private static final String WITHOUT_EPMD = ", distribution: {epmd: false}";
    private static final String TEMPLATE = "template: {spec: {containers: [{name: beam, %s}]}}";

    static Stream<Arguments> breaking() {
        return Stream.of(names(), cookies(), protocols(), ports()).flatMap(cases -> cases);
    }

    private static Stream<Arguments> names() {
        return Stream.of(
                of("short names by Elixir's variable", env("ELIXIR_ERL_OPTIONS", "-sname foo"), "short names"),
                of("short names after the release's own", env("ERL_ZFLAGS", "+P 9 -sname foo"), "short names"),
                of(
                        "a fixed name before the release's own",
                        env("ERL_AFLAGS", "-name couch"),
                        "-name couch gives every"),
                of(
                        "a fixed name for Relx",
                        "release: Relx, " + env("ERL_AFLAGS", "-name 'a b'"),
                        "-name a b gives every node the same name"),
                of("a fixed name for Erl", "release: Erl, " + env("ERL_FLAGS", "-name a@b.c"), "-name a@b.c"),
                of("for one release of OTP", env("ERL_OTP27_FLAGS", "-name a@b.c"), "-name a@b.c"),
                of(
                        "a fixed name for Custom",
                        "release: Custom, " + env("ERL_AFLAGS", "-name a@b.c"),
                        "use -name $(BEAM_NODE)"),
                argumentSet(
                        "a fixed name in a command line",
                        "release: Erl, " + TEMPLATE.formatted("command: [/usr/bin/erl], args: [-name, a@b.c]"),
                        "containers[beam].args: -name a@b.c"),
                argumentSet(
                        "short names in a shell script",
                        "release: Custom, "
                                + TEMPLATE.formatted(
                                        "command: [/bin/sh, -c, 'umask 077 && exec erl -noinput -sname a; sleep 5']"),
                        "containers[beam].command: -sname"),
                argumentSet(
                        "short names in the template's variables",
                        TEMPLATE.formatted(env("ERL_FLAGS", "-sname a")),
                        "containers[beam].env[ERL_FLAGS]: -sname"));
    }

    private static Stream<Arguments> cookies() {
        return Stream.of(
                of("a second cookie for Mix", env("ERL_FLAGS", "-setcookie abc -name couch"), "erl ignores both"),
                of("even the right one", env("ERL_ZFLAGS", "-setcookie $(RELEASE_COOKIE)"), "erl ignores both"),
                of(
                        "another cookie for Erl",
                        "release: Erl, " + env("ERL_FLAGS", "-setcookie abc"),
                        "replaces the cookie"),
                of("a quotation that does not end", env("ERL_ZFLAGS", "-foo 'bar"), "would be lost"),
                of("a backslash at the end", "release: Erl, " + env("ERL_ZFLAGS", "-foo a\\"), "would be lost"),
                of("plain arguments", env("ERL_ZFLAGS", "-extra a"), "after -extra"));
    }

    private static Stream<Arguments> protocols() {
        return Stream.of(
                of("IPv6", env("ERL_AFLAGS", "-proto_dist inet6_tcp"), "inet6_tcp the nodes do not use inet_tcp"),
                of("TLS", "release: Custom, " + env("ERL_FLAGS", "-proto_dist inet_tls"), "do not use inet_tcp"),
                of("no TLS", env("ERL_FLAGS", "-proto_dist inet_tcp") + TLS, "do not use inet_tls"),
                of("other options of TLS", env("ERL_FLAGS", "-ssl_dist_optfile /a") + TLS, "does not start with two"),
                of("hidden nodes", env("ERL_FLAGS", "-hidden"), "do not list each other"),
                of("no distribution", env("ERL_FLAGS", "-kernel start_distribution false"), "not distributed"));
    }

    private static Stream<Arguments> ports() {
        return Stream.of(
                of("nodes that do not listen", env("ERL_FLAGS", "-dist_listen false"), "no node can connect"),
                of("loopback", env("ERL_FLAGS", "-kernel inet_dist_use_interface {127,0,0,1}"), "loopback"),
                of(
                        "quoted loopback",
                        env("ERL_FLAGS", "-kernel a 1 inet_dist_use_interface \\\"{127, 0, 0, 1}\\\""),
                        "back"),
                of("the atom", env("ERL_FLAGS", "-kernel inet_dist_use_interface loopback"), "loopback"),
                of(
                        "no epmd",
                        env("ERL_FLAGS", "-start_epmd false -erl_epmd_port 9100"),
                        "spec.distribution.epmd: false"),
                of("no epmd at all", env("ERL_FLAGS", "-no_epmd"), "spec.distribution.epmd: false"),
                of("another port without epmd", env("ERL_FLAGS", "-erl_epmd_port 1") + WITHOUT_EPMD, "random port"),
                of("closed ports", env("ERL_FLAGS", "-kernel inet_dist_listen_min 7000"), "opens no other ports"),
                of("epmd's address", env("ERL_EPMD_ADDRESS", "127.0.0.1, ::1"), "loopback"),
                of("epmd's port", env("ERL_EPMD_PORT", "5001"), "4369"),
                of("epmd's port by a flag", env("ERL_FLAGS", "-env ERL_EPMD_PORT 5001"), "4369"),
                of("Relx's port", "release: Relx, " + env("ERL_DIST_PORT", "9100"), "-erl_epmd_port"),
                of(
                        "a home without a cookie",
                        "release: Erl, " + env("HOME", "/var/lib/chat"),
                        "spec.cookie.file: /var"));
    }

    @ParameterizedTest
    @MethodSource("breaking")
    void whatBreaksTheMeshIsRefused(String spec, String words) {
        assertThat(problems(spec))
                .isNotEmpty()
                .anySatisfy(problem -> assertThat(problem).startsWith("spec.").contains(words));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "env: [{name: ERL_FLAGS, value: '-name couch -connect_all false'}]",
                "release: Relx, env: [{name: ERL_ZFLAGS, value: '-name couch'}]",
                "env: [{name: ERL_AFLAGS, value: '-name $(BEAM_NODE)'}]",
                "release: Erl, env: [{name: ELIXIR_ERL_OPTIONS, value: '-sname foo'}]",
                "release: Erl, env: [{name: ERL_FLAGS, value: '-setcookie $(MINE)'}]",
                "release: Erl, cookie: {file: /var/lib/chat/.erlang.cookie}, env: [{name: HOME, value: /var/lib/chat/}]",
                "env: [{name: ERL_FLAGS, value: '-setcookie other@host abc'}]",
                "release: Custom, env: [{name: ERL_ZFLAGS, value: '$(BEAM_FLAGS)'}, {name: ERL_FLAGS, value: '-setcookie a'}]",
                "env: [{name: ERL_FLAGS, value: '-proto_dist inet_tcp -dist_listen true -hidden false'}]",
                "env: [{name: ERL_FLAGS, value: '-proto_dist $(PROTOCOL)'}]",
                "env: [{name: ERL_FLAGS, value: '-extra -sname a'}]",
                "env: [{name: ERL_FLAGS, value: '-kernel inet_dist_use_interface {10,0,0,1} inet_dist_listen_max 9105'}]",
                "env: [{name: ERL_FLAGS, value: '-kernel inet_dist_listen_min 7000'}], networkPolicy: {enabled: false}",
                "env: [{name: ERL_EPMD_ADDRESS, value: '127.0.0.1,0.0.0.0'}, {name: ERL_EPMD_PORT, value: '4369'}]",
                "env: [{name: ERL_EPMD_ADDRESS, value: 127.0.0.1}], distribution: {epmd: false}",
                "env: [{name: ERL_DIST_PORT, value: '9100'}, {name: HOME, value: /tmp}]",
                "template: {spec: {containers: [{name: beam, args: [eval, '-sname a']}]}}",
                "template: {spec: {containers: [{name: other, command: [erl, -sname, a]}]}}"
            })
    void whatDoesNotBreakTheMeshIsAllowed(String spec) {
        assertThat(problems(spec)).isEmpty();
    }

    @Test
    void anotherContainerMayRunEpmd() {
        assertThat(problems("env: [{name: ERL_FLAGS, value: '-start_epmd false'}], template: {spec: {initContainers: "
                        + "[{name: epmd, image: epmd, restartPolicy: Always}]}}"))
                .isEmpty();
    }

    @Test
    void aBeamClusterThatAlreadyRunsIsWarnedAndNotStopped() {
        // When
        var desired = SpecOnTrial.running(env("ERL_FLAGS", "-sname foo"));

        // Then
        assertThat(desired.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.toString()).startsWith("spec.env[ERL_FLAGS]: -sname"));
    }

    @Test
    void aCookieIsNotQuoted() {
        assertThat(problems("env: [{name: ERL_FLAGS, value: '-setcookie topsecret'}]"))
                .singleElement()
                .satisfies(problem -> assertThat(problem).doesNotContain("topsecret"));
    }

    /** A case whose only problem is that of the variable in {@code spec.env}. */
    private static Arguments of(String what, String spec, String words) {
        return argumentSet(what, spec, words);
    }

    private static String env(String name, String value) {
        return "env: [{name: %s, value: \"%s\"}]"
                .formatted(name, value.replace("\\", "\\\\").replace("\\\\\"", "\\\""));
    }
}
