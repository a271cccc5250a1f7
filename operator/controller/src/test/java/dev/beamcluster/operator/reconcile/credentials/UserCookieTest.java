package dev.beamcluster.operator.reconcile.credentials;

import java.util.Map;

import io.fabric8.kubernetes.api.model.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.beamcluster.mesh.Cookie;
import dev.beamcluster.operator.reconcile.Chat;
import dev.beamcluster.operator.status.ApplyOutcome;
import dev.beamcluster.operator.status.Reason;

import static dev.beamcluster.operator.reconcile.credentials.CookieLookup.ready;
import static dev.beamcluster.operator.reconcile.credentials.CookieLookup.refused;
import static org.assertj.core.api.Assertions.assertThat;

/** The cookie that a user keeps in a Secret. */
class UserCookieTest {

    private static final String USERS = "cookie: {secretRef: {name: mine, key: erlang}}";

    private final CookieLookup cookies = new CookieLookup();

    @AfterEach
    void end() {
        cookies.close();
    }

    @Test
    void aUsersCookieIsReadOnceForEachVersion() {
        // Given
        cookies.secrets().hold(mine("abc", "1"));

        // When
        for (int reconcile = 0; reconcile < 5; reconcile++) {
            assertThat(cookies.find(Chat.cluster(USERS))).isEqualTo(ready("abc"));
        }

        // Then
        assertThat(cookies.api().requests()).hasSize(1);

        // When it is exchanged
        cookies.secrets().hold(mine("xyz", "2"));

        // Then
        assertThat(cookies.find(Chat.cluster(USERS))).isEqualTo(ready("xyz"));
        assertThat(cookies.api().requests()).hasSize(2);
    }

    @Test
    void aUsersSecretThatTheWatchHasNotBroughtYetIsReadAllTheSame() {
        cookies.api().hold(mine("abc", "1"));

        assertThat(cookies.find(Chat.cluster(USERS))).isEqualTo(ready("abc"));
    }

    @Test
    void aUsersCookieIsNotRecreatedNorTakenForAGeneratedOne() {
        // Given a BeamCluster that ran with its user's cookie
        var secret = mine("abc", "1");
        cookies.secrets().hold(secret);
        assertThat(cookies.find(Chat.cluster(USERS))).isEqualTo(ready("abc"));

        // When the Secret is deleted
        cookies.secrets().delete(secret);

        // Then
        assertThat(refused(cookies.find(Chat.cluster(USERS)))).isEqualTo(Reason.InvalidSpec);

        // When the spec names it no longer
        var running = Chat.cluster("");

        // Then
        assertThat(refused(cookies.find(running, Chat.statefulSet(running, 2, 2), Chat.pod("chat-0"))))
                .isEqualTo(Reason.CookieLost);
        assertThat(cookies.created()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space", "line\n", "ünicode"})
    void aCookieThatCannotBeUsedIsNotQuoted(String text) {
        cookies.secrets().hold(mine(text, "1"));

        assertThat(cookies.find(Chat.cluster(USERS)))
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

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '~',
            value = {
                "Relx ab#topsecret #",
                "Relx ab'topsecret '",
                "Relx ab\"topsecret \"",
                "Relx ab\\topsecret \\",
                "Relx top${HOME}secret ${",
                "Relx -topsecret -",
                "Relx +topsecret +",
                "Mix -topsecret -",
                "Mix +topsecret +"
            })
    void aCookieThatTheStartScriptChangesIsRefusedByItsCharacter(String release, String cookie, String character) {
        // Given
        cookies.secrets().hold(mine(cookie, "1"));
        var cluster = Chat.cluster(USERS + ", release: " + release);

        // Then
        assertThat(cookies.find(cluster))
                .isInstanceOfSatisfying(
                        Credential.Missing.class,
                        missing -> assertThat(missing.why())
                                .isInstanceOfSatisfying(
                                        ApplyOutcome.Refused.class,
                                        refused -> assertThat(refused.message())
                                                .startsWith("spec.cookie.secretRef: the cookie in Secret mine ")
                                                .contains(" " + character + ",")
                                                .doesNotContain("secret" + character, "topsecret")));

        // When it has nodes, which an earlier release started
        var running = cookies.find(cluster, Chat.statefulSet(cluster, 2, 2), Chat.pod("chat-0"));

        // Then
        assertThat(running).isEqualTo(ready(cookie));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '~',
            value = {
                "Relx a$b&c%d{e}`f;g|h<i>j*k?l!m(n)~o$HOME",
                "Relx a${b",
                "Relx a-b+c",
                "Mix a\"b'c#d\\e${HOME}",
                "Erl -a#b",
                "Custom +a'b"
            })
    void aCookieThatTheStartScriptPassesOnIsUsed(String release, String cookie) {
        cookies.secrets().hold(mine(cookie, "1"));

        assertThat(cookies.find(Chat.cluster(USERS + ", release: " + release))).isEqualTo(ready(cookie));
    }

    @Test
    void cookiesThatTheSecretHadBeforeAreRememberedEvenIfItWasGone() {
        // Given
        var known = new KnownCredentials();
        cookies.secrets().hold(mine("abc", "1"));
        assertThat(cookies.find(Chat.cluster(USERS), known)).isEqualTo(ready("abc"));
        assertThat(known.formerCookies()).isEmpty();

        // When
        cookies.secrets().delete(mine("abc", "1"));
        assertThat(refused(cookies.find(Chat.cluster(USERS), known))).isEqualTo(Reason.InvalidSpec);
        cookies.secrets().hold(mine("xyz", "2"));
        assertThat(cookies.find(Chat.cluster(USERS), known)).isEqualTo(ready("xyz"));

        // Then
        assertThat(known.formerCookies()).containsExactly(new Cookie("abc"));

        // When it is put back
        cookies.secrets().hold(mine("abc", "3"));
        assertThat(cookies.find(Chat.cluster(USERS), known)).isEqualTo(ready("abc"));

        // Then
        assertThat(known.formerCookies()).containsExactly(new Cookie("xyz"));
    }

    @Test
    void aSecretThatIsGoneWhileNodesRunIsToBeRecreatedWithTheirCookie() {
        var cluster = Chat.cluster(USERS);

        assertThat(cookies.find(cluster, Chat.statefulSet(cluster, 2, 2), Chat.pod("chat-0")))
                .isInstanceOfSatisfying(
                        Credential.Missing.class,
                        missing -> assertThat(missing.why().toString())
                                .contains(
                                        "Secret mine does not exist",
                                        "the cookie of the running nodes",
                                        "kubectl exec"));
    }

    @Test
    void anotherKeyOfTheSameSecretIsReadAgain() {
        // Given
        cookies.secrets().hold(UserSecrets.secret("mine", "1", Map.of("erlang", "abc", "other", "xyz")));

        // Then
        assertThat(cookies.find(Chat.cluster(USERS))).isEqualTo(ready("abc"));
        assertThat(cookies.find(Chat.cluster("cookie: {secretRef: {name: mine, key: other}}")))
                .isEqualTo(ready("xyz"));
    }

    private static Secret mine(String cookie, String version) {
        return UserSecrets.secret("mine", version, Map.of("erlang", cookie));
    }
}
