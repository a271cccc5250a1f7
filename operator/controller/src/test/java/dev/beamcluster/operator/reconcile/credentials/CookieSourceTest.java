package dev.beamcluster.operator.reconcile.credentials;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.beamcluster.api.v1alpha1.BeamCluster;
import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.mesh.Cookie;
import dev.beamcluster.operator.desired.CookieSecret;
import dev.beamcluster.operator.reconcile.ApiStandIn;
import dev.beamcluster.operator.reconcile.Chat;
import dev.beamcluster.operator.reconcile.apply.RetryLater;
import dev.beamcluster.operator.rollout.Progress;
import dev.beamcluster.operator.status.ApplyOutcome;
import dev.beamcluster.operator.status.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CookieSourceTest {

    private static final String USERS = "cookie: {secretRef: {name: mine, key: erlang}}";

    private final ApiStandIn api = new ApiStandIn();
    private final AtomicInteger generated = new AtomicInteger();
    private final Map<String, String> versions = new ConcurrentHashMap<>();
    private final KnownCredentials known = new KnownCredentials();
    private final CredentialStore store = new CredentialStore(
            api.client(),
            (_, name) -> Optional.ofNullable(versions.get(name)),
            () -> new Cookie("fresh-" + generated.incrementAndGet()));

    @AfterEach
    void end() {
        api.close();
    }

    @Test
    void aNewBeamClusterGetsACookie() {
        assertThat(find(Chat.cluster(""))).isEqualTo(ready("fresh-1"));
        assertThat(created()).hasSize(1);
    }

    @Test
    void itsOwnIsReadFromTheCache() {
        assertThat(find(Chat.cluster(""), own("monster"))).isEqualTo(ready("monster"));
        assertThat(api.requests()).isEmpty();
    }

    @Test
    void oneWithoutOurLabelIsFoundAllTheSame() {
        api.hold(own("monster"));

        assertThat(find(Chat.cluster(""))).isEqualTo(ready("monster"));
        assertThat(created()).isEmpty();
    }

    @Test
    void whatBelongsToSomeoneElseIsNotUsed() {
        var foreign = CookieSecret.of(Chat.named("chat", "another", ""), new Cookie("monster"));

        assertThat(refused(find(Chat.cluster(""), foreign))).isEqualTo(Reason.ApplyRefused);
        assertThat(created()).isEmpty();
    }

    @Test
    void aDeletedSecretIsRecreatedWithTheSameCookie() {
        // Given
        var cluster = Chat.cluster("");
        var _ = find(cluster, own("monster"));

        // When
        var found = find(cluster, Chat.statefulSet(cluster, 2, 2), Chat.pod("chat-0"));

        // Then
        assertThat(found).isEqualTo(ready("monster"));
        assertThat(created()).hasSize(1);
        assertThat(generated).hasValue(0);
    }

    @Test
    void whileNodesRunWithACookieThatNobodyKnowsNoneIsGenerated() {
        var cluster = Chat.cluster("");

        assertThat(refused(find(cluster, Chat.statefulSet(cluster, 2, 2), Chat.pod("chat-0"))))
                .isEqualTo(Reason.CookieLost);
        cluster.setStatus(sized(2));
        assertThat(refused(find(cluster, Chat.orphan("chat-1")))).isEqualTo(Reason.CookieLost);
        assertThat(created()).isEmpty();
    }

    /** With our label, with all labels of the StatefulSet's controller, with any name, terminating behind a finalizer or not. */
    @ParameterizedTest
    @ValueSource(strings = {"chat-0", "chat-1", "chat-7", "chat-999999", "migration"})
    void podsThatSomebodyMadeKeepNoNewBeamClusterFromItsCookie(String name) {
        var stuck = Chat.terminating(Chat.orphan(name), Chat.NOW.minusSeconds(600));

        for (Pod pod : List.of(Chat.bare(name), Chat.orphan(name), stuck)) {
            assertThat(find(Chat.cluster(""), new KnownCredentials(), pod)).isInstanceOf(Credential.Ready.class);
        }
    }

    @Test
    void thePodsOfTheBeamClusterBeforeAreAwaited() {
        // Given one that garbage collection has still to take: its StatefulSet is gone
        var found = find(Chat.cluster(""), Chat.pod("chat-0"));

        // Then
        assertThat(found)
                .isEqualTo(new Credential.Missing<>(new ApplyOutcome.Applied(
                        new Progress.Moving("waiting for pods of the previous BeamCluster to terminate"))));
        assertThat(find(Chat.cluster(""), Chat.terminating(Chat.orphan("chat-1"), Chat.NOW)))
                .isInstanceOf(Credential.Missing.class);
        assertThat(find(Chat.cluster(""))).isEqualTo(ready("fresh-1"));
    }

    @Test
    void aSecretThatAppearsMeanwhileIsReadNextTime() {
        api.refuse("POST", "secrets", 409, "it exists");

        assertThatThrownBy(() -> find(Chat.cluster(""))).isInstanceOf(RetryLater.class);
    }

    @Test
    void whilePausedNoneIsGenerated() {
        assertThat(find(Chat.cluster("paused: true"))).isEqualTo(new Credential.Missing<>(new ApplyOutcome.Paused()));
        assertThat(api.requests()).isEmpty();
    }

    @Test
    void aUsersCookieIsReadOnceForEachVersion() {
        // Given
        hold(users("mine", "erlang", "abc", "1"));

        // When
        for (int reconcile = 0; reconcile < 5; reconcile++) {
            assertThat(find(Chat.cluster(USERS))).isEqualTo(ready("abc"));
        }

        // Then
        assertThat(api.requests()).hasSize(1);

        // When it is exchanged
        hold(users("mine", "erlang", "xyz", "2"));

        // Then
        assertThat(find(Chat.cluster(USERS))).isEqualTo(ready("xyz"));
        assertThat(api.requests()).hasSize(2);
    }

    @Test
    void aUsersSecretThatTheWatchHasNotBroughtYetIsReadAllTheSame() {
        api.hold(users("mine", "erlang", "abc", "1"));

        assertThat(find(Chat.cluster(USERS))).isEqualTo(ready("abc"));
    }

    @Test
    void aUsersCookieIsNotRecreatedNorTakenForAGeneratedOne() {
        // Given a BeamCluster that ran with its user's cookie
        var secret = users("mine", "erlang", "abc", "1");
        hold(secret);
        assertThat(find(Chat.cluster(USERS))).isEqualTo(ready("abc"));

        // When the Secret is deleted
        api.drop(secret);
        versions.clear();

        // Then
        assertThat(refused(find(Chat.cluster(USERS)))).isEqualTo(Reason.InvalidSpec);

        // When the spec names it no longer
        var running = Chat.cluster("");

        // Then
        assertThat(refused(find(running, Chat.statefulSet(running, 2, 2), Chat.pod("chat-0"))))
                .isEqualTo(Reason.CookieLost);
        assertThat(created()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space", "line\n", "ünicode"})
    void aCookieThatCannotBeUsedIsNotQuoted(String text) {
        hold(users("mine", "erlang", text, "1"));

        assertThat(find(Chat.cluster(USERS)))
                .isInstanceOfSatisfying(
                        Credential.Missing.class,
                        missing -> assertThat(missing.why())
                                .isInstanceOfSatisfying(ApplyOutcome.Refused.class, refused -> {
                                    assertThat(refused.message())
                                            .startsWith("spec.cookie.secretRef: ")
                                            .contains("mine", "echo -n");
                                    if (!text.isEmpty()) {
                                        assertThat(refused.message()).doesNotContain(text);
                                    }
                                }));
    }

    @Test
    void anotherKeyOfTheSameSecretIsReadAgain() {
        // Given
        var secret = users("mine", "erlang", "abc", "1");
        secret.getData().put("other", encoded("xyz"));
        hold(secret);

        // Then
        assertThat(find(Chat.cluster(USERS))).isEqualTo(ready("abc"));
        assertThat(find(Chat.cluster("cookie: {secretRef: {name: mine, key: other}}")))
                .isEqualTo(ready("xyz"));
    }

    private Credential<Cookie> find(BeamCluster cluster, HasMetadata... cached) {
        return find(cluster, known, cached);
    }

    private Credential<Cookie> find(BeamCluster cluster, KnownCredentials known, HasMetadata... cached) {
        return store.find(cluster, Chat.snapshot(api.client(), cluster, cached), known)
                .then(access -> new Credential.Ready<>(access.cookie()));
    }

    private static Credential<Cookie> ready(String cookie) {
        return new Credential.Ready<>(new Cookie(cookie));
    }

    private static Reason refused(Credential<Cookie> credential) {
        return ((ApplyOutcome.Refused) ((Credential.Missing<Cookie>) credential).why()).reason();
    }

    private List<ApiStandIn.Request> created() {
        return api.writes().stream()
                .filter(request -> request.method().equals("POST"))
                .toList();
    }

    private void hold(Secret secret) {
        api.hold(secret);
        var metadata = secret.getMetadata();
        versions.put(metadata.getName(), SecretReader.version(metadata.getUid(), metadata.getResourceVersion()));
    }

    private static Secret own(String cookie) {
        return CookieSecret.of(Chat.cluster(""), new Cookie(cookie));
    }

    private static Secret users(String name, String key, String text, String version) {
        return new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("shop")
                .withUid("uid-of-" + name)
                .withResourceVersion(version)
                .endMetadata()
                .addToData(key, encoded(text))
                .build();
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static BeamClusterStatus sized(int replicas) {
        return new BeamClusterStatus(1L, replicas, replicas, null, null, List.of(), null, List.of());
    }
}
