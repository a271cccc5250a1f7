package dev.beamcluster.operator.observed;

import dev.beamcluster.mesh.Cookie;

/** The Secret with the name under which the operator keeps the cookie that it generated. */
public sealed interface OwnSecret {

    /** There is none. */
    record Missing() implements OwnSecret {}

    /** There is one, and it belongs to someone else. */
    record Foreign() implements OwnSecret {}

    /** It is ours and has no usable cookie; {@code why} never quotes it. */
    record Unusable(String why) implements OwnSecret {}

    /** It is ours, with this cookie. */
    record Usable(Cookie cookie) implements OwnSecret {}
}
