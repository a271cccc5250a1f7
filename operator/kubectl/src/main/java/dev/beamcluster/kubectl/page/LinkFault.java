package dev.beamcluster.kubectl.page;

import java.util.Comparator;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A directed link that is missing.
 *
 * @param from the pod whose node cannot call the other
 * @param reason why, in one word
 * @param since when it was lost, in RFC 3339 format; null if nothing says so
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LinkFault(
        String from, String to, String reason, @Nullable String since) {

    /** By the names of the two ends. */
    static final Comparator<LinkFault> ORDER =
            Comparator.comparing(LinkFault::from).thenComparing(LinkFault::to);
}
