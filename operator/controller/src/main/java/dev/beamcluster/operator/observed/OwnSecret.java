package dev.beamcluster.operator.observed;

import dev.beamcluster.mesh.Cookie;

/** The Secret with the name that the operator uses for the cookie that it generates. */
public sealed interface OwnSecret {

    /** The Secret does not exist. */
    record Missing() implements OwnSecret {}

    /** The Secret belongs to someone else. */
    record Foreign() implements OwnSecret {}

    /** The Secret is the operator's and has no usable cookie; {@code why} never quotes the cookie. */
    record Unusable(String why) implements OwnSecret {}

    /** The Secret is the operator's and has this cookie. */
    record Usable(Cookie cookie) implements OwnSecret {}
}
