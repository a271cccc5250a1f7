package dev.beamcluster.operator.reconcile.credentials;

import java.util.List;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.beamcluster.api.v1alpha1.BeamClusterStatus;
import dev.beamcluster.mesh.Cookie;
import dev.beamcluster.operator.desired.CookieSecret;
import dev.beamcluster.operator.reconcile.Chat;
import dev.beamcluster.operator.reconcile.apply.RetryLater;
import dev.beamcluster.operator.rollout.Progress;
import dev.beamcluster.operator.status.ApplyOutcome;
import dev.beamcluster.operator.status.Reason;

import static dev.beamcluster.operator.reconcile.credentials.CookieLookup.ready;
import static dev.beamcluster.operator.reconcile.credentials.CookieLookup.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The cookie that the operator generates. */
class CookieSourceTest {

    private final CookieLookup cookies = new CookieLookup();

    @AfterEach
    void end() {
        cookies.close();
    }

    @Test
    void aNewBeamClusterGetsACookie() {
        assertThat(cookies.find(Chat.cluster(""))).isEqualTo(ready("fresh-1"));
        assertThat(cookies.created()).hasSize(1);
        assertThat(cookies.api().requests()).hasSize(1);
    }

    @Test
    void itsOwnIsReadFromTheCache() {
        assertThat(cookies.find(Chat.cluster(""), own("monster"))).isEqualTo(ready("monster"));
        assertThat(cookies.api().requests()).isEmpty();
    }

    @Test
    void oneWithoutOurLabelIsFoundAllTheSame() {
        cookies.api().hold(own("monster"));
        var cluster = Chat.cluster("");

        // When
        for (int reconcile = 1; reconcile <= 3; reconcile++) {
            assertThat(cookies.find(cluster)).isEqualTo(ready("monster"));
        }

        // Then only the first one tried to create it
        assertThat(cookies.created()).hasSize(1);
    }

    @Test
    void oneWithoutOurLabelIsFoundWhileNodesRun() {
        // Given a Secret that somebody recreated, and an operator that has just started
        cookies.api().hold(own("monster"));
        var cluster = Chat.cluster("");

        // When
        var found = cookies.find(cluster, Chat.statefulSet(cluster, 2, 2), Chat.pod("chat-0"));

        // Then
        assertThat(found).isEqualTo(ready("monster"));
        assertThat(cookies.created()).isEmpty();
    }

    @Test
    void whatBelongsToSomeoneElseIsFoundWithoutOurLabelToo() {
        cookies.api().hold(CookieSecret.of(Chat.named("chat", "another", ""), new Cookie("monster")));

        // When
        for (int reconcile = 1; reconcile <= 3; reconcile++) {
            assertThat(refused(cookies.find(Chat.cluster("")))).isEqualTo(Reason.ApplyRefused);
        }

        // Then
        assertThat(cookies.created()).hasSize(1);
    }

    @Test
    void whatBelongsToSomeoneElseIsNotUsed() {
        var foreign = CookieSecret.of(Chat.named("chat", "another", ""), new Cookie("monster"));

        assertThat(refused(cookies.find(Chat.cluster(""), foreign))).isEqualTo(Reason.ApplyRefused);
        assertThat(cookies.created()).isEmpty();
    }

    @Test
    void aDeletedSecretIsRecreatedWithTheSameCookie() {
        // Given
        var cluster = Chat.cluster("");
        var _ = cookies.find(cluster, own("monster"));

        // When
        var found = cookies.find(cluster, Chat.statefulSet(cluster, 2, 2), Chat.pod("chat-0"));

        // Then
        assertThat(found).isEqualTo(ready("monster"));
        assertThat(cookies.created()).hasSize(1);
        assertThat(cookies.generated()).isZero();
    }

    @Test
    void whileNodesRunWithACookieThatNobodyKnowsNoneIsGenerated() {
        var cluster = Chat.cluster("");

        assertThat(refused(cookies.find(cluster, Chat.statefulSet(cluster, 2, 2), Chat.pod("chat-0"))))
                .isEqualTo(Reason.CookieLost);
        cluster.setStatus(sized(2));
        assertThat(refused(cookies.find(cluster, Chat.orphan("chat-1")))).isEqualTo(Reason.CookieLost);
        assertThat(cookies.created()).isEmpty();
    }

    /** With our label, with all labels of the StatefulSet's controller, with any name, terminating behind a finalizer or not. */
    @ParameterizedTest
    @ValueSource(strings = {"chat-0", "chat-1", "chat-7", "chat-999999", "migration"})
    void podsThatSomebodyMadeKeepNoNewBeamClusterFromItsCookie(String name) {
        var stuck = Chat.terminating(Chat.orphan(name), Chat.NOW.minusSeconds(600));

        for (Pod pod : List.of(Chat.bare(name), Chat.orphan(name), stuck)) {
            assertThat(cookies.find(Chat.cluster(""), new KnownCredentials(), pod))
                    .isInstanceOf(Credential.Ready.class);
        }
    }

    @Test
    void thePodsOfTheBeamClusterBeforeAreAwaited() {
        // Given one that garbage collection has still to take: its StatefulSet is gone
        var found = cookies.find(Chat.cluster(""), Chat.pod("chat-0"));

        // Then
        assertThat(found)
                .isEqualTo(new Credential.Missing<>(new ApplyOutcome.Applied(
                        new Progress.Moving("waiting for pods of the previous BeamCluster to terminate"))));
        assertThat(cookies.find(Chat.cluster(""), Chat.terminating(Chat.orphan("chat-1"), Chat.NOW)))
                .isInstanceOf(Credential.Missing.class);
        assertThat(cookies.find(Chat.cluster(""))).isEqualTo(ready("fresh-1"));
    }

    @Test
    void aSecretThatAppearsMeanwhileIsReadNextTime() {
        cookies.api().refuse("POST", "secrets", 409, "it exists");

        assertThatThrownBy(() -> cookies.find(Chat.cluster(""))).isInstanceOf(RetryLater.class);
    }

    @Test
    void whilePausedNoneIsGenerated() {
        assertThat(cookies.find(Chat.cluster("paused: true")))
                .isEqualTo(new Credential.Missing<>(new ApplyOutcome.Paused()));
        assertThat(cookies.api().requests()).isEmpty();
    }

    private static Secret own(String cookie) {
        return CookieSecret.of(Chat.cluster(""), new Cookie(cookie));
    }

    private static BeamClusterStatus sized(int replicas) {
        return new BeamClusterStatus(1L, replicas, replicas, null, null, List.of(), null, List.of(), null, List.of());
    }
}
