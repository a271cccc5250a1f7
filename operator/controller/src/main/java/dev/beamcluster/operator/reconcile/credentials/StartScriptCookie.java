package dev.beamcluster.operator.reconcile.credentials;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.beamcluster.api.v1alpha1.BeamClusterSpec.Release;
import dev.beamcluster.mesh.Cookie;

/**
 * The cookies that a start script does not pass to its VM unchanged. The script of Mix passes the cookie as an argument of
 * {@code erl}, which takes an argument with a sign in front for a flag. The script of Relx writes it into {@code vm.args}, where
 * {@code erl} knows quotation marks, backslashes and comments as well, and replaces variables until none is left.
 */
final class StartScriptCookie {

    private static final Pattern FLAG = Pattern.compile("^[-+]");
    private static final Pattern ARGUMENTS_FILE = Pattern.compile("[\\\\\"'#]|\\$\\{(?=[^}]*})");

    private StartScriptCookie() {}

    /** Returns what is wrong with the cookie for this kind of release. It quotes at most two characters of the cookie. */
    static Optional<String> problem(Release release, Cookie cookie) {
        return switch (release) {
            case Mix -> flag(cookie);
            case Relx -> flag(cookie).or(() -> inArgumentsFile(cookie));
            case Erl, Custom -> Optional.empty();
        };
    }

    private static Optional<String> flag(Cookie cookie) {
        return first(FLAG, cookie).map(sign -> "starts with " + sign + ", so erl takes it for a flag");
    }

    private static Optional<String> inArgumentsFile(Cookie cookie) {
        return first(ARGUMENTS_FILE, cookie)
                .map(part -> "contains " + part + ", which does not pass through the vm.args of a Relx release");
    }

    private static Optional<String> first(Pattern pattern, Cookie cookie) {
        Matcher found = pattern.matcher(cookie.value());
        return found.find() ? Optional.of(found.group()) : Optional.empty();
    }
}
